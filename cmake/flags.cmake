# Flags of our own targets. Warnings are errors; libraries' headers are system headers and stay out of it.

add_library(gatehouse_flags INTERFACE)
target_compile_options(gatehouse_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  -fstack-protector-strong -fno-plt)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12 on std::string and std::variant at -O2.
  target_compile_options(gatehouse_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
    -Wno-array-bounds -Wno-missing-field-initializers)
else()
  target_compile_options(gatehouse_flags INTERFACE -Wno-missing-field-initializers -Wno-missing-designated-field-initializers)
endif()
target_compile_definitions(gatehouse_flags INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=$<IF:$<BOOL:${GATEHOUSE_TESTS}>,2,3>> $<$<CONFIG:Release>:_GLIBCXX_ASSERTIONS>)

# Unit tests are small pieces of work behind large templates of GoogleTest: a compiler that does not optimize them is
# done with them in a third of the time.
add_library(gatehouse_unit_test_flags INTERFACE)
target_link_libraries(gatehouse_unit_test_flags INTERFACE gatehouse_flags)
target_compile_options(gatehouse_unit_test_flags INTERFACE -O0)

if(GATEHOUSE_SANITIZE)
  add_compile_options(-fsanitize=${GATEHOUSE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GATEHOUSE_SANITIZE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(-fuse-ld=lld-19)
endif()
add_link_options(-Wl,--gc-sections -Wl,-z,relro,-z,now)
add_compile_options(-ffunction-sections -fdata-sections)
if(NOT GATEHOUSE_TESTS)
  include(cmake/hardening.cmake)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()
