" Writes beside each map named in $ARGMAP_DUMP (one a line) what its characters are, as JSON: {file}.json holds
" [[group, …], …], a list of the innermost groups of each line's characters.

for s:file in readfile($ARGMAP_DUMP)
  execute 'edit' fnameescape(s:file)
  let s:lines = []
  for s:lnum in range(1, line('$'))
    let s:groups = []
    let s:byte = 1
    for s:char in str2list(getline(s:lnum))
      call add(s:groups, synIDattr(synID(s:lnum, s:byte, 1), 'name'))
      let s:byte += len(nr2char(s:char))
    endfor
    call add(s:lines, s:groups)
  endfor
  call writefile([json_encode(s:lines)], s:file . '.json')
  bwipeout!
endfor
