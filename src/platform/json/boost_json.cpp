// The one place where Boost.JSON is compiled: Debian ships its headers alone.

#include <boost/json/src.hpp>
