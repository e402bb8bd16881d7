" Argument maps: what each line is. An item's region goes on over the lines that continue its text.

if exists('b:current_syntax')
  finish
endif
let s:cpo = &cpo
set cpo&vim
syntax case match

let s:supports = 'claim|premise|argument|concession|question|answer'
let s:attacks = 'rebuttal|undercut'
let s:kinds = s:supports . '|' . s:attacks
let s:declarations = 'map|source|speaker|section|import'
let s:keys = 'scheme|role|date|weight|assumed|restates|contradicts|critical|ignore|quote|note'
      \ . '|of|author|language|by|file|original|url|accessed|archive|sha256|side'

let s:word = '[^[:space:]@#\[\]:：]+'
let s:colon = ' *:%(\s|$)@='
let s:statement = '%(' . s:kinds . ')%([[:space:]@#\[\]:：]|$)@='
let s:declaration = '%(' . s:declarations . ')%( +' . s:word . ')?' . s:colon
let s:property = '%(' . s:keys . ')' . s:colon
let s:item = s:statement . '|' . s:declaration . '|' . s:property
let s:marks = '%( +[@#]' . s:word . ')*'

" A place in a source: a name in any script, perhaps behind an import's, perhaps with an anchor.
let s:name = '%([^[:space:][:digit:][:punct:]]|_)%([^[:space:][:punct:]]|[_-])*'
let s:reserved = '%(\s*%(' . s:kinds . '|' . s:declarations . '|' . s:keys . ')\s*[],#/])@!'
let s:place = '\s*' . s:name . '%(/' . s:name . ')*%(#[^][:space:],[]+)?\s*'
let s:places = s:reserved . s:place . '%(,' . s:reserved . s:place . ')*'
let s:closing = '[.,;:!?…)"''”’»›。，、；：！？．」』）]*'

" A region from an item's first words to the last line that continues its text.
function s:Item(group, words, contains) abort
  execute 'syntax region' a:group 'start=/\v^\z(\s*)%(' . escape(a:words, '/') . ')/'
        \ 'end=/\v^%(\z1\s+\S)@!|^%(\s*%(\/\/|' . escape(s:item, '/') . '))@=/me=s-1'
        \ 'keepend contains=' . a:contains
endfunction

function s:Property(group, keys, contains) abort
  call s:Item(a:group, '%(' . a:keys . ')' . s:colon, 'argmapKey,' . a:contains)
endfunction

call s:Item('argmapStatement', s:statement, 'argmapKind,argmapAttack,@argmapText')
call s:Item('argmapTitle', '%(map|section)%( +' . s:word . ')?' . s:colon, 'argmapDeclaration,@Spell')
call s:Item('argmapDeclared', '%(source|speaker|import)%( +' . s:word . ')?' . s:colon, 'argmapDeclaration,@Spell')
call s:Property('argmapQuote', 'quote', '@argmapText')
call s:Property('argmapReferences', 'restates|contradicts', '@NoSpell')
call s:Property('argmapSpeakers', 'by', '@NoSpell')
call s:Property('argmapSources', 'of', '@NoSpell')
call s:Property('argmapNumber', 'date|accessed|weight|sha256', '@NoSpell')
call s:Property('argmapConstant', 'assumed|scheme|role|ignore|language', '@NoSpell')
call s:Property('argmapPlace', 'file|original|url|archive', '@NoSpell')
call s:Property('argmapProperty', 'note|author|side|critical', '@Spell')

" The header of a node: its kind, then in this order an id, speakers and tags, the colon
let s:next = ' contained skipwhite nextgroup='
execute 'syntax match argmapKind /\v^\s*\zs%(' . s:supports . ')%([[:space:]@#\[\]:：]|$)@=/'
      \ . s:next . 'argmapId,argmapReference,argmapSpeaker,argmapTag,argmapColon'
execute 'syntax match argmapAttack /\v^\s*\zs%(' . s:attacks . ')%([[:space:]@#\[\]:：]|$)@=/'
      \ . s:next . 'argmapId,argmapReference,argmapSpeaker,argmapTag,argmapColon'
execute 'syntax match argmapId /\v' . s:word . '%(' . s:marks . s:colon . ')@=/'
      \ . s:next . 'argmapSpeaker,argmapTag,argmapColon'
execute 'syntax match argmapReference /\v' . s:word . '%(' . s:marks . ' *%(\[[^][]*\] *)*$)@=/'
      \ . s:next . 'argmapSpeaker,argmapTag'
execute 'syntax match argmapSpeaker /\v\@' . s:word . '/' . s:next . 'argmapSpeaker,argmapTag,argmapColon'
execute 'syntax match argmapTag /\v#' . s:word . '/' . s:next . 'argmapSpeaker,argmapTag,argmapColon'
syntax match argmapColon /:\%(\s\|$\)\@=/ contained

" The header of what is declared, and the key of a property
syntax match argmapDeclaration /\v^\s*\zs%(map|section)>/ contained skipwhite nextgroup=argmapName,argmapColon
syntax match argmapDeclaration /\v^\s*\zsimport>/ contained skipwhite nextgroup=argmapName,argmapColon
syntax match argmapDeclaration /\v^\s*\zsspeaker>/ contained skipwhite nextgroup=argmapSpeakerName,argmapColon
syntax match argmapDeclaration /\v^\s*\zssource>/ contained skipwhite nextgroup=argmapSourceName,argmapColon
for s:group in ['argmapName', 'argmapSpeakerName', 'argmapSourceName']
  execute 'syntax match' s:group '/\v' . s:word . '/ contained skipwhite nextgroup=argmapColon'
endfor
execute 'syntax match argmapKey /\v^\s*\zs%(' . s:keys . ')%(' . s:colon . ')@=/ contained skipwhite nextgroup=argmapColon'

" What may stand in a text
syntax cluster argmapText contains=argmapCitation,argmapCitationBroken,argmapMention,argmapEscape,@Spell
execute 'syntax match argmapCitation /\v%(\[|\\)@1<!\[' . escape(s:places, '/') . '\]%('
      \ . s:closing . '%(\s*\[' . escape(s:places, '/') . '\]' . s:closing . ')*\s*$)@=/ contained contains=@NoSpell'
execute 'syntax region argmapCitationBroken start=/\v%(\[|\\)@1<!\[%(%(' . escape(s:place, '/') . ',)+\s*$)@=/'
      \ 'end=/\]/ contained contains=@NoSpell'
syntax match argmapMention /\\\@1<!\[\[[^][[:space:]]\+\]\]/ contained contains=@NoSpell
syntax match argmapEscape /\\\%([\[#@]\|\/\/\)\@=/ contained

syntax match argmapComment /^\s*\zs\/\/.*/ contains=argmapTodo,@Spell
syntax keyword argmapTodo TODO FIXME XXX contained

" an item is found within the lines of a long text
syntax sync minlines=60

highlight default link argmapKind Statement
highlight default link argmapAttack WarningMsg
highlight default link argmapDeclaration PreProc
highlight default link argmapKey Label
highlight default link argmapId Function
highlight default link argmapName Function
highlight default link argmapReference Identifier
highlight default link argmapReferences Identifier
highlight default link argmapMention Underlined
highlight default link argmapSpeaker Type
highlight default link argmapSpeakerName Type
highlight default link argmapSpeakers Type
highlight default link argmapTag Special
highlight default link argmapCitation String
highlight default link argmapCitationBroken String
highlight default link argmapSourceName String
highlight default link argmapSources String
highlight default link argmapPlace String
highlight default link argmapNumber Number
highlight default link argmapConstant Constant
highlight default link argmapTitle Title
highlight default link argmapColon Delimiter
highlight default link argmapEscape SpecialChar
highlight default link argmapComment Comment
highlight default link argmapTodo Todo

let b:current_syntax = 'argmap'
let &cpo = s:cpo
unlet s:cpo
