# The black-box tests (the real binary on both databases) and the rules of the house, a ctest entry a file.
# tests/run gives them their PostgreSQL cluster. Debian's Python runs them: no package beyond packaging/debian-12.txt.

foreach(kind e2e house)
  file(GLOB files CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/${kind}/test_*.py")
  foreach(file ${files})
    get_filename_component(name "${file}" NAME_WE)
    string(REGEX REPLACE "^test_" "" name "${name}")
    add_test(NAME ${kind}.${name}
             COMMAND /usr/bin/python3 -B -m pytest -q -p no:cacheprovider --tb=short --rootdir "${PROJECT_SOURCE_DIR}"
                     "${file}"
             WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(${kind}.${name} PROPERTIES TIMEOUT 900)
    if(kind STREQUAL "e2e")
      set_tests_properties(${kind}.${name} PROPERTIES
        ENVIRONMENT "GATEHOUSE_BINARY=$<TARGET_FILE:gatehouse>;PYTHONDONTWRITEBYTECODE=1")
    endif()
  endforeach()
endforeach()

if(GATEHOUSE_SANITIZE)
  set_property(TEST e2e.race_histories APPEND PROPERTY ENVIRONMENT "GATEHOUSE_RACE_ROUNDS=10")
  set_property(TEST e2e.first_start_faults APPEND PROPERTY ENVIRONMENT "FIRST_START_STRIDE=4")
endif()
# As long as the wanted rounds take: it waits for nothing without an end of its own.
set_tests_properties(e2e.race_histories PROPERTIES TIMEOUT 1000000)

# A short soak, so that the machinery stays alive; and a moment more where everything is slow.
if(GATEHOUSE_SANITIZE)
  set_property(TEST e2e.soak APPEND PROPERTY ENVIRONMENT "SOAK_SECONDS=60")
endif()
# Kills end by themselves too. Under a sanitizer a start takes several times as long.
if(GATEHOUSE_SANITIZE)
  set_property(TEST e2e.kills APPEND PROPERTY ENVIRONMENT "KILL_ROUNDS=5;KILL_READY_WITHIN=10")
endif()
set_tests_properties(e2e.kills PROPERTIES TIMEOUT 1000000)
