# Builds files into the binary. Included, it adds a generated file to a target; run with `cmake -P`, it writes that
# file, which happens again whenever one of the files changes.

if(CMAKE_SCRIPT_MODE_FILE)
  set(entries "")
  foreach(file IN LISTS FILES)
    get_filename_component(name "${file}" NAME)
    file(READ "${file}" content)
    # A string literal may be 64 KiB long; pieces of 8000 octets stay below that whatever they hold.
    set(literals "")
    string(LENGTH "${content}" length)
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${content}" ${at} 8000 piece)
      string(APPEND literals "\n     R\"gatehouse(${piece})gatehouse\"")
      math(EXPR at "${at} + 8000")
    endwhile()
    string(REPLACE "NAME" "${name}" label "${LABEL}")
    string(APPEND entries "    {\"${label}\",${literals}},\n")
  endforeach()
  file(WRITE "${OUTPUT}" "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n\n"
    "${FUNCTION} {\n  return {\n${entries}  };\n}\n\n}  // namespace ${NAMESPACE}\n")
  return()
endif()

# `FUNCTION`, which `HEADER` declares, returns a vector of name and content of each file; `LABEL` is the name, with NAME
# for that of the file.
function(embed_files target)
  cmake_parse_arguments(EMBED "" "HEADER;NAMESPACE;FUNCTION;LABEL" "FILES" ${ARGN})
  list(TRANSFORM EMBED_FILES PREPEND "${PROJECT_SOURCE_DIR}/")
  file(GLOB files CONFIGURE_DEPENDS ${EMBED_FILES})
  string(REPLACE "::" "_" name "${EMBED_NAMESPACE}")
  set(output "${PROJECT_BINARY_DIR}/generated/embedded_${name}.cpp")
  set(script "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DFILES=${files}" "-DOUTPUT=${output}" "-DHEADER=${EMBED_HEADER}"
            "-DNAMESPACE=${EMBED_NAMESPACE}" "-DFUNCTION=${EMBED_FUNCTION}" "-DLABEL=${EMBED_LABEL}" -P "${script}"
    DEPENDS ${files} "${script}" COMMENT "Embedding files of ${target}" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
