#include "requests.hpp"

#include <fstream>
#include <stdexcept>

namespace load {
namespace {

std::string_view member(std::string_view json, std::string_view name) {
  const std::string start = "\"" + std::string(name) + "\":\"";
  const std::size_t found = json.find(start);
  if (found == json.npos) return {};
  const std::size_t from = found + start.size();
  return json.substr(from, json.find('"', from) - from);
}

}  // namespace

Requests::Requests(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  for (std::size_t length = 0; in >> length;) {
    in.get();
    std::string text(length, '\0');
    if (!in.read(text.data(), static_cast<std::streamsize>(length)))
      throw std::runtime_error(file + " ends inside a request");
    texts_.push_back(std::move(text));
  }
  if (texts_.empty()) throw std::runtime_error(file + " has no requests");
}

bool Requests::carry(std::size_t place, std::string_view name, std::string_view answer) {
  const std::string_view given = member(answer, name);
  const std::string_view old = member(texts_[place], name);
  if (old.empty() || given.size() != old.size()) return false;
  texts_[place].replace(static_cast<std::size_t>(old.data() - texts_[place].data()), old.size(), given);
  return true;
}

void Requests::save(const std::string& file) const {
  std::ofstream out(file, std::ios::binary);
  for (const std::string& text : texts_) out << text.size() << '\n' << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

}  // namespace load
