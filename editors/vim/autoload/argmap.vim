" What the settings of argument maps call: where lines begin items, how they indent and fold.

let s:kinds = 'claim|premise|argument|rebuttal|undercut|concession|question|answer'
let s:declarations = 'map|source|speaker|section|import'
let s:keys = 'scheme|role|date|weight|assumed|restates|contradicts|critical|ignore|quote|note'
      \ . '|of|author|language|by|file|original|url|accessed|archive|sha256|side'
let s:colon = ' *:%(\s|$)@='
let s:word = '[^[:space:]@#\[\]:：]+'
let s:node = '\v\C^\s*%(' . s:kinds . ')%([[:space:]@#\[\]:：]|$)@='
let s:declaration = '\v\C^\s*%(' . s:declarations . ')%( +' . s:word . ')?' . s:colon
let s:property = '\v\C^\s*%(' . s:keys . ')' . s:colon
" an argument waits for its premises
let s:argument = '\v\C^\s*argument%([[:space:]@#].*)?' . s:colon
let s:deeper = 4

" Whether a line begins an item that others may stand under.
function s:Heads(line) abort
  return a:line =~# s:node || a:line =~# s:declaration
endfunction

" Whether a line is text, so that it can continue another one.
function s:Continues(line) abort
  return a:line =~# '\S' && a:line !~# '^\s*//' && !s:Heads(a:line) && a:line !~# s:property
endfunction

" The number of the line that begins the item a line belongs to; 0 where there is none right above it.
function s:Item(lnum) abort
  let lnum = a:lnum
  while lnum > 0 && s:Continues(getline(lnum))
    let lnum -= 1
  endwhile
  return getline(lnum) =~# '^\s*\%(//\|$\)' ? 0 : lnum
endfunction

" The column of a line: for a new one that of the line above, for the rest of a broken text deeper than its item.
function argmap#Indent(lnum) abort
  let line = getline(a:lnum)
  if line =~# '\S'
    let item = s:Continues(line) ? s:Item(a:lnum - 1) : 0
    return item && indent(a:lnum) <= indent(item) ? indent(item) + s:deeper : -1
  endif
  let above = prevnonblank(a:lnum - 1)
  if !above
    return 0
  endif
  let item = s:Item(above)
  if !item
    return indent(above)
  endif
  return indent(item) + (above == a:lnum - 1 && getline(item) =~# s:argument ? shiftwidth() : 0)
endfunction

" How deep a line is folded: a fold begins with every item that has something below it.
function argmap#Fold(lnum) abort
  let line = getline(a:lnum)
  if !s:Heads(line)
    return '='
  endif
  let level = indent(a:lnum) / shiftwidth() + 1
  let below = nextnonblank(a:lnum + 1)
  return below && indent(below) > indent(a:lnum) ? '>' . level : level - 1
endfunction

" Columns in the quickfix list as Vim counts them: argmap counts characters, Vim bytes.
function argmap#Columns(command) abort
  if a:command !~# 'make$'
    return
  endif
  let loclist = a:command[0] ==# 'l'
  let found = loclist ? getloclist(0) : getqflist()
  for item in found
    if item.valid && item.bufnr && item.col > 1
      call bufload(item.bufnr)
      let line = get(getbufline(item.bufnr, item.lnum), 0, '')
      let byte = byteidx(line, item.col - 1)
      let item.col = byte < 0 ? len(line) + 1 : byte + 1
    endif
  endfor
  if loclist
    call setloclist(0, found, 'r')
  else
    call setqflist(found, 'r')
  endif
endfunction
