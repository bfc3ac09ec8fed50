# libsodium, built into the program, asking src/platform/crypto/hash_memory.cpp for the memory that it hashes passwords
# in. Renaming the two calls in a copy of the archive leaves the calls of everybody else alone, whatever the linker.

pkg_check_modules(libsodium QUIET libsodium)
find_library(SODIUM_ARCHIVE libsodium.a HINTS ${libsodium_LIBDIR})
if(NOT libsodium_FOUND OR NOT SODIUM_ARCHIVE)
  list(APPEND missing libsodium-dev)
elseif(NOT CMAKE_OBJCOPY)
  list(APPEND missing binutils)
else()
  set(kept_archive "${PROJECT_BINARY_DIR}/generated/libsodium.a")
  add_custom_command(OUTPUT "${kept_archive}"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${PROJECT_BINARY_DIR}/generated"
    COMMAND "${CMAKE_OBJCOPY}" --redefine-sym mmap=gatehouse_hash_mmap --redefine-sym munmap=gatehouse_hash_munmap
            "${SODIUM_ARCHIVE}" "${kept_archive}"
    DEPENDS "${SODIUM_ARCHIVE}" COMMENT "Having libsodium ask for kept memory" VERBATIM)
  add_custom_target(sodium_archive DEPENDS "${kept_archive}")
  add_library(Sodium::sodium STATIC IMPORTED GLOBAL)
  set_target_properties(Sodium::sodium PROPERTIES IMPORTED_LOCATION "${kept_archive}")
  add_dependencies(Sodium::sodium sodium_archive)
  target_include_directories(Sodium::sodium SYSTEM INTERFACE ${libsodium_INCLUDE_DIRS})
  target_link_libraries(Sodium::sodium INTERFACE platform_crypto)
  # src/platform/crypto/argon2_segment.hpp takes the place of the same function of the archive: asked for by name, it is
  # found in our library, which comes first.
  if(libsodium_VERSION VERSION_EQUAL 1.0.18 AND CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    target_compile_definitions(Sodium::sodium INTERFACE GATEHOUSE_ARGON2_SEGMENT)
    target_link_options(Sodium::sodium INTERFACE -Wl,--undefined=fill_segment_avx512f)
  endif()
endif()
