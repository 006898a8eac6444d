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
