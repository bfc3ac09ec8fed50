#include "server/start_memory.hpp"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <span>

namespace gatehouse::server {
namespace {

/// Code that the loader has written to, to put addresses into it: its pages differ from the file's.
bool has_relocated_text(const dl_phdr_info& object) {
  for (const auto& part : std::span(object.dlpi_phdr, object.dlpi_phnum)) {
    if (part.p_type != PT_DYNAMIC) continue;
    const auto* entry = reinterpret_cast<const ElfW(Dyn)*>(object.dlpi_addr + part.p_vaddr);
    for (; entry->d_tag != DT_NULL; ++entry) {
      const bool flagged = entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL) != 0;
      if (entry->d_tag == DT_TEXTREL || flagged) return true;
    }
  }
  return false;
}

/// Whole pages of what is never written (code and constants), so that they are the same as in the file. What
/// is written once, before it is protected, lies in parts that are writable.
int give_back_constants(dl_phdr_info* object, std::size_t, void*) {
  const bool is_kernels = object->dlpi_name != nullptr && *object->dlpi_name == 'l';  // linux-vdso: no file
  if (is_kernels || has_relocated_text(*object)) return 0;
  const auto page = static_cast<ElfW(Addr)>(::sysconf(_SC_PAGESIZE));
  for (const auto& part : std::span(object->dlpi_phdr, object->dlpi_phnum)) {
    if (part.p_type != PT_LOAD || (part.p_flags & PF_W) != 0) continue;
    const ElfW(Addr) from = (object->dlpi_addr + part.p_vaddr) / page * page;
    const ElfW(Addr) to = (object->dlpi_addr + part.p_vaddr + part.p_memsz) / page * page;
    if (to > from) ::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);  // a wish
  }
  return 0;
}

}  // namespace

void give_back_start() {
  ::malloc_trim(0);
  ::dl_iterate_phdr(&give_back_constants, nullptr);
}

}  // namespace gatehouse::server
