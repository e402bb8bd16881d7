" :make checks the map and fills the quickfix list; a finding's code is its type and number.

if exists('current_compiler')
  finish
endif
let current_compiler = 'argmap'

CompilerSet makeprg=argmap\ check\ --color\ never\ --format\ concise\ %:S
CompilerSet errorformat=%f:%l:%c:\ %t%n\ %m,%-G%\\d%\\+\ finding%.%#,%-G[*]%.%#
