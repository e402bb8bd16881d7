" Argument maps: spaces, comments, folds, and :make through `argmap check`.

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal expandtab shiftwidth=2 softtabstop=2
setlocal comments=:// commentstring=//\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal suffixesadd=.argmap
setlocal include=^\\s*import\\s.\\{-}:
" folds begin open: zc, zM and zR do the rest
setlocal foldmethod=expr foldexpr=argmap#Fold(v:lnum) foldlevel=99
compiler argmap

augroup argmap
  autocmd! * <buffer>
  autocmd QuickFixCmdPost <buffer> call argmap#Columns(expand('<amatch>'))
augroup END

let b:undo_ftplugin = 'setlocal expandtab< shiftwidth< softtabstop< comments< commentstring<'
      \ . ' formatoptions< suffixesadd< include< foldmethod< foldexpr< foldlevel< makeprg< errorformat<'
      \ . ' | execute "autocmd! argmap * <buffer>" | unlet! b:current_compiler'
