# parley_embed(target file symbol): puts the bytes of a file into a target as `const char symbol[]` and `const unsigned long symbolSize`.
# The assembler reads the file itself, so that a large page costs no compile time.
# An empty file name makes it empty.
function(parley_embed target file symbol)
  if(file)
    set(bytes ".incbin \"${file}\"")
  else()
    set(bytes "")
  endif()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  file(CONFIGURE OUTPUT ${source} CONTENT [[
    .section .rodata
    .global @symbol@
    .global @symbol@Size
    .balign 8
@symbol@Size:
    .quad 2f - 1f
@symbol@:
1:  @bytes@
2:  .byte 0
    .section .note.GNU-stack,"",%progbits
]] @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${file}" LANGUAGE ASM)
  target_sources(${target} PRIVATE ${source})
endfunction()

# parley_embed_files(target symbol file...): a table of whole files, by their names without folder, as
# `extern "C" const EmbeddedFile symbol[]` and `symbolCount` (src/base/embedded.hpp).
function(parley_embed_files target symbol)
  set(entries "")
  set(blobs "")
  set(number 0)
  foreach(file ${ARGN})
    get_filename_component(name ${file} NAME)
    string(APPEND entries "    .quad ${symbol}_name_${number}, ${symbol}_data_${number}\n    .quad ${symbol}_end_${number} - ${symbol}_data_${number}\n")
    string(APPEND blobs "${symbol}_name_${number}: .asciz \"${name}\"\n${symbol}_data_${number}: .incbin \"${file}\"\n${symbol}_end_${number}: .byte 0\n")
    math(EXPR number "${number} + 1")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  file(CONFIGURE OUTPUT ${source} CONTENT [[
    .section .rodata
@blobs@
    .balign 8
    .global @symbol@Count
@symbol@Count: .quad @number@
    .section .data.rel.ro,"aw"
    .balign 8
    .global @symbol@
@symbol@:
@entries@
    .quad 0
    .section .note.GNU-stack,"",%progbits
]] @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${ARGN}" LANGUAGE ASM)
  target_sources(${target} PRIVATE ${source})
endfunction()
