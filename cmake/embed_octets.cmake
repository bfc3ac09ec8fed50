# Builds one file into the binary, octet by octet. As embed_files.cmake, it is included, and run with `cmake -P`.

if(CMAKE_SCRIPT_MODE_FILE)
  file(READ "${FILE}" octets HEX)
  string(REGEX REPLACE "(................................)" "\\1\n    " octets "${octets}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," octets "${octets}")
  file(WRITE "${OUTPUT}" "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n\n"
    "${FUNCTION} {\n  static constexpr unsigned char octets[] = {\n    ${octets}};\n  return octets;\n}\n\n"
    "}  // namespace ${NAMESPACE}\n")
  return()
endif()

# `FUNCTION`, which `HEADER` declares, returns what FILE holds as a `std::span<const unsigned char>`.
function(embed_octets target)
  cmake_parse_arguments(EMBED "" "FILE;HEADER;NAMESPACE;FUNCTION" "" ${ARGN})
  set(file "${PROJECT_SOURCE_DIR}/${EMBED_FILE}")
  get_filename_component(name "${file}" NAME_WE)
  set(output "${PROJECT_BINARY_DIR}/generated/embedded_${name}.cpp")
  set(script "${PROJECT_SOURCE_DIR}/cmake/embed_octets.cmake")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DFILE=${file}" "-DOUTPUT=${output}" "-DHEADER=${EMBED_HEADER}"
            "-DNAMESPACE=${EMBED_NAMESPACE}" "-DFUNCTION=${EMBED_FUNCTION}" -P "${script}"
    DEPENDS "${file}" "${script}" COMMENT "Embedding ${EMBED_FILE}" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
