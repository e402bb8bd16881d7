;;; argmap-mode.el --- Major mode for argument maps  -*- lexical-binding: t -*-

;; Copyright (C) 2026 argmap contributors

;; Author: argmap contributors
;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, wp, outlines
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; For argument maps as plain text (.argmap): colours, indentation, completion by what the file itself
;; names, an index, an outline that folds, and the findings of `argmap check' as one types.
;;
;;   (add-to-list 'load-path "/path/to/editors/emacs")
;;   (require 'argmap-mode)
;;   (add-hook 'argmap-mode-hook #'flymake-mode)
;;
;; TAB goes through the columns at which a line can stand; RET keeps the column of the line above.
;; Indentation has a meaning in a map, so nothing else moves a line that stands where a line may stand.
;; M-q and `auto-fill-mode' continue a text four columns deeper, as `argmap fmt' does.  C-c C-f lays the
;; whole buffer out anew, C-c C-c checks it in a compilation buffer.  Where Eglot runs, it starts
;; `argmap lsp'.

;;; Code:

(require 'compile)
(require 'flymake)
(require 'imenu)
(require 'json)
(require 'outline)
(require 'seq)
(require 'subr-x)

(defgroup argmap nil
  "Argument maps as plain text."
  :group 'text
  :prefix "argmap-")

(defcustom argmap-program "argmap"
  "The argmap command: a name on the variable `exec-path' or a path."
  :type 'string
  :risky t)

(defcustom argmap-indent-offset 2
  "How many columns deeper a line is than the line it stands under."
  :type 'integer
  :safe #'integerp)

(defcustom argmap-continuation-offset 4
  "How many columns deeper a text goes on than the line it began on."
  :type 'integer
  :safe #'integerp)

;;; The words of the language

(defconst argmap-kinds
  '("claim" "premise" "argument" "rebuttal" "undercut" "concession" "question" "answer"))

(defconst argmap-declarations '("map" "source" "speaker" "section" "import"))

(defconst argmap-keys
  '("date" "weight" "assumed" "restates" "contradicts" "critical" "ignore" "quote" "note"
    "scheme" "role" "of" "author" "language" "by" "file" "original" "url" "accessed" "archive"
    "sha256" "side"))

(defconst argmap--reserved (append argmap-kinds argmap-declarations argmap-keys))

(defconst argmap--word "[^][[:space:]\n@#:：]+")
(defconst argmap--colon ":\\(?:[[:blank:]]\\|$\\)")

;; Groups: kind, id, marks, colon.
(defconst argmap--statement
  (concat "^[[:blank:]]*" (regexp-opt argmap-kinds t) "\\(?: +\\(" argmap--word "\\)\\)?"
          "\\(\\(?: +[@#]" argmap--word "\\)*\\) *"
          "\\(?:\\(" argmap--colon "\\)\\|\\(?:\\[[^][\n]*\\] *\\)*$\\)"))

;; Groups: keyword, name, text.
(defconst argmap--declaration
  (concat "^[[:blank:]]*" (regexp-opt argmap-declarations t) "\\(?: +\\(" argmap--word "\\)\\)?"
          " *" argmap--colon "\\(.*\\)"))

;; Groups: key, value.
(defconst argmap--property
  (concat "^[[:blank:]]*" (regexp-opt argmap-keys t) " *" argmap--colon "\\(.*\\)"))

;; A line that begins an item; a kind does so however the rest of the line is formed.
(defconst argmap--item
  (concat "^[[:blank:]]*" (regexp-opt argmap-kinds t) "\\(?:[][[:blank:]:：@#]\\|$\\)"
          "\\|" argmap--declaration "\\|" argmap--property))

(defconst argmap--comment "^[[:blank:]]*//")

(defconst argmap--name "[[:alpha:]_][[:alnum:]_]*\\(?:-+[[:alnum:]_]+\\)*")

;; One place in a citation.
(defconst argmap--place
  (concat "[[:space:]\n]*" argmap--name "\\(?:/" argmap--name "\\)*"
          "\\(?:#[^][[:space:]\n,]+\\)?[[:space:]\n]*"))

(defconst argmap--citation
  (concat "\\[" argmap--place "\\(?:," argmap--place "\\)*\\]"))

;; What may stand behind a citation that closes a text.
(defconst argmap--tail
  (let ((closing "[.,;:!?…)\"'”’»›。，、；：！？．」』）]*"))
    (concat closing "\\(?:[[:space:]\n]*" argmap--citation closing "\\)*[[:space:]\n]*")))

;;; Lines and items

(defun argmap--at (regexp)
  "Whether REGEXP matches at point, capitals and small letters apart."
  (let ((case-fold-search nil))
    (looking-at regexp)))

(defun argmap--text-line-p ()
  "Whether the line at point is text."
  (save-excursion
    (beginning-of-line)
    (not (or (argmap--at "[[:space:]]*$")
             (argmap--at argmap--comment)
             (argmap--at argmap--item)))))

(defun argmap--to-item ()
  "Go to the line that begins the item around point; nil where there is none."
  (beginning-of-line)
  (let ((column most-positive-fixnum))
    (while (and (argmap--text-line-p)
                (progn (setq column (min column (current-indentation)))
                       (zerop (forward-line -1)))))
    (and (argmap--at argmap--item) (< (current-indentation) column))))

(defun argmap--item-end ()
  "Where the item ends that begins on the line at point."
  (save-excursion
    (let ((column (current-indentation))
          (end (line-end-position)))
      (while (and (zerop (forward-line 1))
                  (not (eobp))
                  (argmap--text-line-p)
                  (> (current-indentation) column))
        (setq end (line-end-position)))
      end)))

;;; Colours

(defface argmap-kind '((t :inherit font-lock-keyword-face)) "What supports, asks, answers or grants.")
(defface argmap-attack '((t :inherit font-lock-warning-face)) "Rebuttals and undercuts.")
(defface argmap-declaration '((t :inherit font-lock-builtin-face)) "Words that declare something.")
(defface argmap-key '((t :inherit font-lock-type-face)) "Keys of properties.")
(defface argmap-id '((t :inherit font-lock-function-name-face)) "Ids where a node is stated.")
(defface argmap-reference '((t :inherit font-lock-constant-face)) "Ids of what is stated elsewhere.")
(defface argmap-speaker '((t :inherit font-lock-variable-name-face)) "Speakers.")
(defface argmap-tag '((t :inherit font-lock-preprocessor-face)) "Tags.")
(defface argmap-citation '((t :inherit font-lock-string-face)) "Citations.")
(defface argmap-mention '((t :inherit font-lock-constant-face :underline t)) "Ids within a text.")
(defface argmap-title '((t :inherit bold)) "Titles of maps and sections.")

(defun argmap--cites-p (beg end)
  "Whether the bracket from BEG to END cites, as it closes a text."
  (save-excursion
    (goto-char beg)
    (and (not (memq (char-before) '(?\\ ?\[)))
         (seq-every-p
          (lambda (place)
            (not (seq-intersection (split-string (string-trim (car (split-string place "#"))) "/")
                                   argmap--reserved)))
          (split-string (buffer-substring-no-properties (1+ beg) (1- end)) ","))
         (argmap--to-item)
         (or (argmap--at argmap--statement) (argmap--at "[[:blank:]]*quote *:"))
         (< (match-beginning 0) beg)
         (let ((stop (argmap--item-end)))
           (and (<= end stop)
                (progn (goto-char end) (argmap--at argmap--tail))
                (>= (match-end 0) stop))))))

(defun argmap--match-citation (limit)
  "Find the next citation before LIMIT."
  (let (found)
    (while (and (not found) (re-search-forward argmap--citation limit t))
      (if (save-match-data (argmap--cites-p (match-beginning 0) (match-end 0)))
          (setq found t)
        (goto-char (1+ (match-beginning 0)))))
    found))

(defun argmap--marks ()
  "Go to the speakers and tags of the header just matched; return their end."
  (if (= (match-beginning 3) (match-end 3))
      (progn (end-of-line) nil)
    (goto-char (match-beginning 3))
    (match-end 3)))

(defvar argmap-font-lock-keywords
  `((,argmap--statement
     (1 (if (member (match-string 1) '("rebuttal" "undercut")) 'argmap-attack 'argmap-kind))
     (2 (if (match-beginning 4) 'argmap-id 'argmap-reference) nil t)
     (,(concat "[@#]" argmap--word)
      (argmap--marks) (end-of-line)
      (0 (if (eq (char-after (match-beginning 0)) ?@) 'argmap-speaker 'argmap-tag))))
    (,argmap--declaration
     (1 'argmap-declaration)
     (2 (pcase (match-string 1)
          ("speaker" 'argmap-speaker) ("source" 'argmap-citation) (_ 'argmap-id))
        nil t)
     (3 (if (member (match-string 1) '("map" "section")) 'argmap-title 'default)))
    (,argmap--property
     (1 'argmap-key)
     (2 (pcase (match-string 1)
          ((or "restates" "contradicts") 'argmap-reference)
          ("of" 'argmap-citation) ("by" 'argmap-speaker) (_ 'default))))
    (argmap--match-citation (0 'argmap-citation t))
    ("\\[\\[\\([^][[:space:]\n]+\\)\\]\\]" (1 'argmap-mention)))
  "What `font-lock-mode' colours in a map, by the rules of the language.")

(defvar font-lock-beg)
(defvar font-lock-end)

(defun argmap--extend-region ()
  "Let what is coloured begin and end with an item."
  (save-excursion
    (let ((beg font-lock-beg) (end font-lock-end))
      (goto-char beg)
      (when (argmap--to-item) (setq font-lock-beg (min beg (point))))
      (goto-char (max (point-min) (1- end)))
      (when (argmap--to-item) (setq font-lock-end (max end (argmap--item-end))))
      (not (and (= beg font-lock-beg) (= end font-lock-end))))))

(defun argmap--extend-changed (beg end _length)
  "Where colours may change when BEG to END did: from the item above on."
  (save-excursion
    (goto-char end)
    (setq end (line-end-position))
    (goto-char beg)
    (forward-line -1)
    (argmap--to-item)
    (cons (min beg (point)) end)))

(defconst argmap--propertize
  (syntax-propertize-rules ("^[[:blank:]]*\\(/\\)/" (1 "<")))
  "Let a comment begin at two slashes that begin a line, and only there.")

(defvar argmap-mode-syntax-table
  (let ((table (make-syntax-table text-mode-syntax-table)))
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?\\ "." table)
    table)
  "Syntax of words in a map.")

;;; Indentation

(defun argmap--columns ()
  "The columns at which the line at point may stand, the deepest first."
  (save-excursion
    (beginning-of-line)
    (let* ((text (argmap--text-line-p))
           (blank (argmap--at "[[:space:]]*$"))
           (apart (save-excursion (or (bobp) (progn (forward-line -1)
                                                    (or (argmap--at "[[:space:]]*$")
                                                        (argmap--at argmap--comment))))))
           (columns '())
           (found nil)
           (least most-positive-fixnum))
      (while (and (> least 0) (zerop (forward-line -1)))
        (when (and (argmap--at argmap--item) (< (current-indentation) least))
          (setq least (current-indentation))
          (unless found
            (setq found t)
            (when (and (or text blank) (not apart))
              (push (+ least argmap-continuation-offset) columns))
            (unless (argmap--at argmap--property)
              (push (+ least argmap-indent-offset) columns)))
          (push least columns)))
      (or (delete-dups (nreverse columns)) '(0)))))

(defun argmap--below-p ()
  "Whether the line at point stands under the item above it, by whatever step."
  (let ((column (current-indentation)))
    (save-excursion
      (beginning-of-line)
      (let ((more (not (bobp))))
        (while (and more (zerop (forward-line -1)) (setq more (not (argmap--at argmap--item)))))
        (and (argmap--at argmap--item) (> column (current-indentation)))))))

(defun argmap--first-column (columns)
  "Where to move the line at point at the first TAB, one of COLUMNS."
  (let ((now (current-indentation)))
    (save-excursion
      (beginning-of-line)
      (cond ((argmap--at argmap--property)
             (save-excursion
               (if (and (zerop (forward-line -1)) (argmap--to-item) (not (argmap--at argmap--property)))
                   (+ (current-indentation) argmap-indent-offset)
                 (current-indentation))))
            ((argmap--text-line-p) (car columns))
            ((seq-find (lambda (column) (> column now)) (reverse columns)))
            ((seq-find (lambda (column) (< column now)) columns))
            ((car columns))))))

(defun argmap-indent-line ()
  "Indent the line at point.
TAB moves it to a deeper column at first, and again through the columns
at which it may stand.  A new line keeps the column of the one above.
Else a line is moved only where no line can stand."
  (interactive)
  (let* ((columns (argmap--columns))
         (now (current-indentation))
         (column
          (cond ((not (eq this-command 'indent-for-tab-command))
                 (cond ((save-excursion (beginning-of-line) (argmap--at "[[:space:]]*$"))
                        (save-excursion
                          (if (re-search-backward "^[[:blank:]]*[^[:space:]\n]" nil t)
                              (current-indentation)
                            0)))
                       ((or (memq now columns) (argmap--text-line-p) (argmap--below-p)) now)
                       ;; between two levels: with the deeper lines, as argmap reads it
                       ((seq-find (lambda (column) (> column now)) (reverse columns)))
                       (now)))
                ((eq last-command this-command)
                 (or (seq-find (lambda (column) (< column now)) columns) (car columns)))
                (t (argmap--first-column columns)))))
    (if (<= (current-column) now)
        (indent-line-to column)
      (save-excursion (indent-line-to column)))))

;;; Filling

(defun argmap--unspaced-p (before after)
  "Whether a line break between the characters BEFORE and AFTER is no space."
  (and before after
       (aref (char-category-set before) ?|)
       (aref (char-category-set after) ?|)))

(defun argmap--nobreak-p ()
  "Whether a line broken at point would read as something else than before."
  (save-excursion
    (let* ((unspaced (argmap--unspaced-p (char-before) (char-after)))
           (spaced (or (memq (char-before) '(?\s ?\t)) (> (skip-chars-forward " \t") 0)))
           (at (point)))
      (or (not (or unspaced spaced))
          (argmap--at "//\\|\\\\\\|[[:lower:]]+[:：]")
          (argmap--at (concat (regexp-opt (append argmap-kinds argmap-declarations)) "\\_>"))
          (progn
            (beginning-of-line)
            (< at (cond ((argmap--at argmap--statement) (match-end 0))
                        ((argmap--at argmap--declaration) (match-beginning 3))
                        ((argmap--at argmap--property) (match-beginning 2))
                        (at))))))))

(defun argmap--fill-prefix ()
  "The white space before more of the text around point; nil without a text."
  (save-excursion
    (and (argmap--to-item)
         (make-string (+ (current-indentation) argmap-continuation-offset) ?\s))))

(defun argmap-auto-fill ()
  "Break the line at point where it is too long."
  (let ((fill-prefix (or (argmap--fill-prefix) fill-prefix)))
    (do-auto-fill)))

(defun argmap-fill-paragraph (&optional justify)
  "Fill the text of the item around point with JUSTIFY.
Comments are left to the usual command; between items there is nothing
to fill.  A text with a backslash before a line stays as it is, since
the backslash has to stay there."
  (let ((prefix (argmap--fill-prefix)))
    (when prefix
      (save-excursion
        (argmap--to-item)
        (let ((fill-prefix prefix)
              (end (copy-marker (argmap--item-end) t)))
          (unless (save-excursion (re-search-forward "^[[:blank:]]*\\\\" end t))
            (save-excursion
              (while (re-search-forward "[[:blank:]]*\n[[:blank:]]*" end t)
                (let ((space (if (argmap--unspaced-p (char-before (match-beginning 0)) (char-after)) "" " ")))
                  (replace-match space t t))))
            (fill-region-as-paragraph (point) end justify))
          (set-marker end nil))))
    (or prefix
        (save-excursion
          (beginning-of-line)
          (not (argmap--at argmap--comment))))))

;; The usual command takes all lines between two empty ones for one text.
(defun argmap-fill-region (beg end &optional justify)
  "Fill each text from BEG to END with JUSTIFY, and no comments."
  (interactive "*r\nP")
  (save-excursion
    (goto-char beg)
    (setq end (copy-marker end))
    (while (< (point) end)
      (when (save-excursion (argmap--to-item))
        (argmap-fill-paragraph (and justify 'full))
        (argmap--to-item)
        (goto-char (argmap--item-end)))
      (when (> (forward-line 1) 0)
        (goto-char (point-max))))
    (set-marker end nil)))

(defun argmap-fill ()
  "Fill the text around point, or each text of the region where it is active."
  (interactive "*")
  (if (use-region-p)
      (argmap-fill-region (region-beginning) (region-end))
    (fill-paragraph)))

;;; Comments

(defun argmap--insert-comment ()
  "Begin a comment on a line of its own, above the line at point."
  (beginning-of-line)
  (let ((column (current-indentation)))
    (open-line 1)
    (indent-line-to column)
    (insert comment-start)))

;;; What the file names

(defun argmap--found (regexp &optional group)
  "All texts that group GROUP of REGEXP matches in the buffer, each once."
  (let ((found '()) (skip (point)) (case-fold-search nil))
    (save-excursion
      (save-restriction
        (widen)
        (goto-char (point-min))
        (while (re-search-forward regexp nil t)
          (let ((text (match-string-no-properties (or group 1))))
            (unless (or (null text) (= (match-end (or group 1)) skip))
              (push text found))))))
    (delete-dups (nreverse found))))

(defun argmap--ids ()
  "The ids of the nodes in the buffer, each with its text."
  (let ((ids '()) (case-fold-search nil))
    (save-excursion
      (save-restriction
        (widen)
        (goto-char (point-min))
        (while (re-search-forward argmap--statement nil t)
          (when (and (match-beginning 2) (match-beginning 4))
            (push (cons (match-string-no-properties 2)
                        (string-trim (buffer-substring-no-properties (match-end 0) (line-end-position))))
                  ids)))))
    (nreverse ids)))

(defun argmap--declared (keyword)
  "The names declared with KEYWORD, each with its description."
  (let ((names '()) (case-fold-search nil))
    (save-excursion
      (save-restriction
        (widen)
        (goto-char (point-min))
        (while (re-search-forward argmap--declaration nil t)
          (when (and (match-beginning 2) (equal (match-string 1) keyword))
            (push (cons (match-string-no-properties 2) (string-trim (match-string-no-properties 3)))
                  names)))))
    (nreverse names)))

(defun argmap--offered (line)
  "What may be completed at the end of LINE, the beginning of a line, or nil."
  (let ((kinds (regexp-opt argmap-kinds))
        (case-fold-search nil))
    (cond ((string-match-p argmap--comment line) nil)
          ((string-match "\\[[^][]*?\\([^][ ,#]+\\)#[^][ ,]*\\'" line)
           (argmap--found (concat "[[ ,]" (regexp-quote (match-string 1 line)) "#\\([^][[:space:]\n,]+\\)")))
          ((string-match-p "\\[\\[[^][ ]*\\'" line) (argmap--ids))
          ((string-match-p "\\[\\(?:[^][]*,[ ]*\\)?[^][ ,#]*\\'" line) (argmap--declared "source"))
          ((string-match-p (concat "\\`[[:blank:]]*" kinds "\\(?: [^:]*\\)? @[^ :]*\\'") line)
           (or (argmap--declared "speaker") (argmap--found (concat " @\\(" argmap--word "\\)"))))
          ((string-match-p (concat "\\`[[:blank:]]*" kinds "\\(?: [^:]*\\)? #[^ :]*\\'") line)
           (cons "implicit" (argmap--found (concat "^[[:blank:]]*" kinds "[^:\n]* #\\(" argmap--word "\\)"))))
          ((string-match-p (concat "\\`[[:blank:]]*" kinds " +[^ @#:]*\\'") line) (argmap--ids))
          ((string-match-p "\\`[[:blank:]]*\\(?:restates\\|contradicts\\):[ ]+\\(?:.*[, ]\\)?[^ ,]*\\'" line)
           (argmap--ids))
          ((string-match-p "\\`[[:blank:]]*of:[ ]+\\(?:.*[, ]\\)?[^ ,]*\\'" line)
           (argmap--declared "source"))
          ((string-match-p "\\`[[:blank:]]*by:[ ]+\\(?:.*[, ]\\)?[^ ,]*\\'" line)
           (argmap--declared "speaker"))
          ((string-match-p "\\`[[:blank:]]*[[:lower:]]*\\'" line)
           argmap--reserved))))

(defun argmap-complete-at-point ()
  "Complete a word of the language, or what the file itself names."
  (let* ((line (buffer-substring-no-properties (line-beginning-position) (point)))
         (offered (argmap--offered line)))
    (when offered
      (list (save-excursion (skip-chars-backward "^][ \t\n,@#:：") (point))
            (save-excursion (skip-chars-forward "^][ \t\n,@#:：") (point))
            offered
            :annotation-function
            (lambda (name)
              (let ((text (cdr-safe (assoc name offered))))
                (and text (concat "  " (truncate-string-to-width text 50 nil nil "…")))))
            :exclusive 'no))))

;;; Index and outline

(defvar argmap-imenu-generic-expression
  `(("Sources" ,(concat "^[[:blank:]]*source +\\(" argmap--word "\\) *" argmap--colon) 1)
    ("Speakers" ,(concat "^[[:blank:]]*speaker +\\(" argmap--word "\\) *" argmap--colon) 1)
    ("Sections" ,(concat "^[[:blank:]]*section\\(?: +" argmap--word "\\)? *:[[:blank:]]+\\(.*\\)") 1)
    (nil ,(concat "^[[:blank:]]*" (regexp-opt argmap-kinds) " +\\(" argmap--word "\\)"
                  "\\(?: +[@#]" argmap--word "\\)* *" argmap--colon)
         1))
  "What `imenu' lists: sections, and nodes with an id.")

(defvar argmap-outline-regexp
  (concat "[[:blank:]]*\\(?:" (regexp-opt argmap-kinds) "\\(?:[][[:blank:]:：@#]\\|$\\)"
          "\\|" (regexp-opt argmap-declarations) "\\(?: +" argmap--word "\\)? *" argmap--colon "\\)")
  "What `outline-minor-mode' folds: everything but properties and text.")

(defun argmap-outline-level ()
  "How deep the line at point stands."
  (1+ (current-indentation)))

;;; Findings

(defvar-local argmap--checking nil "The process that checks the buffer.")

(defun argmap--region (finding)
  "The stretch of the buffer that FINDING is about, never empty."
  (save-excursion
    (save-restriction
      (widen)
      (let* ((at (lambda (line column)
                   (goto-char (point-min))
                   (forward-line (1- line))
                   (min (+ (point) (1- column)) (line-end-position))))
             (beg (funcall at (alist-get 'line finding) (alist-get 'column finding)))
             (end (funcall at (alist-get 'end_line finding) (alist-get 'end_column finding))))
        (if (< beg end) (cons beg end)
          (goto-char beg)
          (if (eolp) (cons (max (line-beginning-position) (1- beg)) (min (1+ beg) (point-max)))
            (cons beg (1+ beg))))))))

(defun argmap--diagnostic (finding)
  "FINDING as Flymake wants it."
  (let ((region (argmap--region finding)))
    (flymake-make-diagnostic
     (current-buffer) (car region) (cdr region)
     (pcase (alist-get 'severity finding) ("error" :error) ("warning" :warning) (_ :note))
     (format "%s %s" (alist-get 'code finding) (alist-get 'message finding)))))

(defun argmap--report (output report-fn)
  "Read OUTPUT, a buffer with findings as JSON, and hand them to REPORT-FN."
  (let* ((json-array-type 'list)
         (json-object-type 'alist)
         (findings (alist-get 'findings (with-current-buffer output
                                          (goto-char (point-min))
                                          (json-read)))))
    (funcall report-fn
             (mapcar #'argmap--diagnostic
                     (seq-filter (lambda (finding) (equal (alist-get 'path finding) "<stdin>"))
                                 findings)))))

(defun argmap-flymake (report-fn &rest _)
  "A backend for Flymake: tell REPORT-FN the findings of `argmap check'."
  (unless (executable-find argmap-program)
    (error "No program `%s'; see the option `argmap-program'" argmap-program))
  (when (process-live-p argmap--checking)
    (kill-process argmap--checking))
  (let* ((buffer (current-buffer))
         (output (generate-new-buffer " *argmap-check*"))
         (noise (generate-new-buffer " *argmap-check-stderr*")))
    (save-restriction
      (widen)
      (setq argmap--checking
            (make-process
             :name "argmap-check" :buffer output :stderr noise :noquery t :connection-type 'pipe
             :coding 'utf-8-unix
             :command (list argmap-program "check" "-" "--format" "json" "--no-cache")
             :sentinel
             (lambda (process _event)
               (when (memq (process-status process) '(exit signal))
                 (unwind-protect
                     (when (and (buffer-live-p buffer)
                                (eq process (buffer-local-value 'argmap--checking buffer)))
                       (if (memq (process-exit-status process) '(0 1))
                           (with-current-buffer buffer (argmap--report output report-fn))
                         (funcall report-fn :panic :explanation
                                  (with-current-buffer noise (string-trim (buffer-string))))))
                   (kill-buffer output)
                   (let ((kill-buffer-query-functions nil)) (kill-buffer noise)))))))
      (let ((errors (get-buffer-process noise)))
        (when errors (set-process-query-on-exit-flag errors nil)
              (set-process-sentinel errors #'ignore)))
      (process-send-region argmap--checking (point-min) (point-max))
      (process-send-eof argmap--checking))))

(add-to-list 'compilation-error-regexp-alist-alist
             '(argmap
               "^\\(.+?\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:E[0-9]+\\|S2[0-9]+\\|\\([A-Z][0-9]+\\)\\) "
               1 2 3 (4)))
(add-to-list 'compilation-error-regexp-alist 'argmap)

(defun argmap-check ()
  "Check the file in a compilation buffer."
  (interactive)
  (compile compile-command))

(defun argmap-format-buffer ()
  "Lay the buffer out anew by `argmap fmt'; the map stays the same."
  (interactive "*")
  (let ((made (generate-new-buffer " *argmap-fmt*"))
        (errors (make-temp-file "argmap-fmt"))
        (coding-system-for-read 'utf-8-unix)
        (coding-system-for-write 'utf-8-unix))
    (unwind-protect
        (if (save-restriction
              (widen)
              (zerop (call-process-region nil nil argmap-program nil (list made errors) nil "fmt" "-")))
            (save-restriction (widen) (replace-buffer-contents made))
          (user-error "%s" (with-temp-buffer
                             (insert-file-contents errors)
                             (string-trim (buffer-string)))))
      (kill-buffer made)
      (delete-file errors))))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons 'argmap-mode (lambda (&rest _) (list argmap-program "lsp")))))

;;; The mode

(defvar argmap-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-c") #'argmap-check)
    (define-key map (kbd "C-c C-f") #'argmap-format-buffer)
    (define-key map [remap fill-paragraph] #'argmap-fill)
    (define-key map [remap fill-region] #'argmap-fill-region)
    map)
  "Keys in a map.")

;;;###autoload
(define-derived-mode argmap-mode text-mode "Argmap"
  "Major mode for argument maps.

\\{argmap-mode-map}"
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "//+[[:blank:]]*")
  (setq-local comment-column 0)
  (setq-local comment-insert-comment-function #'argmap--insert-comment)
  (setq-local syntax-propertize-function argmap--propertize)
  (setq-local parse-sexp-lookup-properties t)
  (setq-local font-lock-defaults '(argmap-font-lock-keywords nil nil nil))
  (setq-local font-lock-extend-after-change-region-function #'argmap--extend-changed)
  (add-hook 'font-lock-extend-region-functions #'argmap--extend-region t t)
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'argmap-indent-line)
  (setq-local electric-indent-inhibit t)
  (setq-local normal-auto-fill-function #'argmap-auto-fill)
  (setq-local sentence-end-double-space nil) ; a line break is one space
  (setq-local fill-paragraph-function #'argmap-fill-paragraph)
  (add-hook 'fill-nobreak-predicate #'argmap--nobreak-p nil t)
  (setq-local imenu-generic-expression argmap-imenu-generic-expression)
  (setq-local imenu-case-fold-search nil)
  (setq-local outline-regexp argmap-outline-regexp)
  (setq-local outline-level #'argmap-outline-level)
  (setq-local compilation-error-screen-columns nil)
  (when buffer-file-name
    (setq-local compile-command
                (concat (shell-quote-argument argmap-program) " check --color never --format concise "
                        (shell-quote-argument (file-name-nondirectory buffer-file-name)))))
  (add-hook 'completion-at-point-functions #'argmap-complete-at-point nil t)
  (add-hook 'flymake-diagnostic-functions #'argmap-flymake nil t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.argmap\\'" . argmap-mode))

(provide 'argmap-mode)

;;; argmap-mode.el ends here
