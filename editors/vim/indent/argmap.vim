" Argument maps: a new line stands where the line above does. Indentation has a meaning, so no other line is moved.

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal autoindent indentexpr=argmap#Indent(v:lnum) indentkeys=!^F,o,O
let b:undo_indent = 'setlocal autoindent< indentexpr< indentkeys<'
