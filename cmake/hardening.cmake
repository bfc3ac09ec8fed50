# What is shipped is built so that a fault in it is hard to make use of. tests/package/test_hardening.py reads all of it
# from the binary: position independent, relocations read-only after the start, no executable stack, canaries, checked
# copies, probed stacks, marked targets of indirect calls, and no symbol for others.

include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)
add_compile_options(-fstack-clash-protection -fvisibility=hidden -fvisibility-inlines-hidden)
add_link_options(-Wl,-z,noexecstack)

# Shadow stacks hold for the whole program: where it changes stacks, the C library does it, which knows of them. Landing
# pads for indirect jumps are in all that we compile, but the program as a whole cannot promise them: Debian's Scrt1.o
# and libsodium.a have none.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  add_compile_options(-fcf-protection=full)
  add_link_options(-Wl,-z,shstk)
endif()
