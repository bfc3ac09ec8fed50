// Boost.JSON as the codec uses it. Another archive of the program may hold the same: the linker takes the
// first and leaves the other, as long as nothing else stands in this file.

#include <boost/json/src.hpp>
