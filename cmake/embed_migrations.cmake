# Builds migrations/*.sql into the binary. Included, it adds the generated file to a target; run with `cmake -P`, it
# writes that file, which happens again whenever a revision changes.

if(CMAKE_SCRIPT_MODE_FILE)
  set(entries "")
  foreach(file IN LISTS FILES)
    get_filename_component(name "${file}" NAME)
    file(READ "${file}" content)
    # A string literal may be 64 KiB long; pieces of 8000 characters stay below that whatever they hold.
    set(literals "")
    string(LENGTH "${content}" length)
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${content}" ${at} 8000 piece)
      string(APPEND literals "\n     R\"gatehouse(${piece})gatehouse\"")
      math(EXPR at "${at} + 8000")
    endwhile()
    string(APPEND entries "    {\"migrations/${name} (built in)\",${literals}},\n")
  endforeach()
  file(WRITE "${OUTPUT}" "#include \"platform/migrations/embedded.hpp\"\n\nnamespace gatehouse::migrations {\n\n"
    "std::vector<RevisionFile> embedded_files() {\n  return {\n${entries}  };\n}\n\n}  // namespace gatehouse::migrations\n")
  return()
endif()

function(embed_migrations target)
  file(GLOB revisions CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/migrations/[0-9][0-9][0-9][0-9]_*.sql")
  set(output "${PROJECT_BINARY_DIR}/generated/embedded_migrations.cpp")
  set(script "${PROJECT_SOURCE_DIR}/cmake/embed_migrations.cmake")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DFILES=${revisions}" "-DOUTPUT=${output}" -P "${script}"
    DEPENDS ${revisions} "${script}" COMMENT "Embedding the migrations" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
