;;; argmap-mode-tests.el --- Tests of argmap-mode  -*- lexical-binding: t -*-

;;; Commentary:

;; emacs -Q --batch -L editors/emacs -l argmap-mode-tests -f ert-run-tests-batch-and-exit
;; with the program `argmap' on the PATH.

;;; Code:

(require 'argmap-mode)
(require 'compile)
(require 'ert)
(require 'imenu)
(require 'outline)

(defmacro argmap-tests--with (text &rest body)
  "Run BODY in a buffer that shows TEXT, with point where TEXT has a bar."
  (declare (indent 1))
  `(let ((buffer (generate-new-buffer "map")))
     (unwind-protect
         (with-current-buffer buffer
           (switch-to-buffer buffer)
           (argmap-mode)
           (insert ,text)
           (goto-char (point-min))
           (when (search-forward "|" nil t) (delete-char -1))
           ,@body)
       (kill-buffer buffer))))

(defun argmap-tests--face (text)
  "The face where TEXT begins in the buffer."
  (font-lock-ensure)
  (save-excursion
    (goto-char (point-min))
    (search-forward text)
    (get-text-property (match-beginning 0) 'face)))

(defun argmap-tests--press (&rest keys)
  "Type KEYS, as `kbd' reads them."
  (dolist (key keys)
    (let ((command (key-binding (kbd key))))
      (setq this-command command)
      (setq last-command-event (aref (kbd key) (1- (length (kbd key)))))
      (call-interactively command)
      (setq last-command this-command))))

(defun argmap-tests--offered ()
  "What completion offers at point."
  (let ((offer (argmap-complete-at-point)))
    (all-completions (buffer-substring (nth 0 offer) (point)) (nth 2 offer))))

(ert-deftest argmap-files-open-in-the-mode ()
  (should (eq (assoc-default "a.argmap" auto-mode-alist #'string-match) 'argmap-mode)))

(ert-deftest argmap-colours ()
  (argmap-tests--with "map: The title
source post: A post
claim west @op #big: Text with op @mail and [post] in it.
    It goes on. [post#p1,
    post#p2]
  rebuttal west
  quote: \"so\" [post].
Claim no: nothing
  // aside
  note: https://example.org // no comment
  premise: see [[west]]
  premise no good: x
"
    (should (eq (argmap-tests--face "The title") 'argmap-title))
    (should (eq (argmap-tests--face "source") 'argmap-declaration))
    (should (eq (argmap-tests--face "claim") 'argmap-kind))
    (should (eq (argmap-tests--face "west @op") 'argmap-id))
    (should (eq (argmap-tests--face "@op") 'argmap-speaker))
    (should (eq (argmap-tests--face "#big") 'argmap-tag))
    (should-not (argmap-tests--face "@mail"))
    (should-not (argmap-tests--face "[post] in"))
    (should (eq (argmap-tests--face "[post#p1") 'argmap-citation))
    (should (eq (argmap-tests--face "post#p2]") 'argmap-citation))
    (should (eq (argmap-tests--face "rebuttal") 'argmap-attack))
    (should (eq (argmap-tests--face "west\n") 'argmap-reference))
    (should (eq (argmap-tests--face "quote") 'argmap-key))
    (should (eq (argmap-tests--face "[post].") 'argmap-citation))
    (should-not (argmap-tests--face "Claim no"))
    (should (eq (argmap-tests--face "aside") 'font-lock-comment-face))
    (should-not (memq (argmap-tests--face "no comment")
                      '(font-lock-comment-face font-lock-comment-delimiter-face)))
    (should (eq (argmap-tests--face "west]]") 'argmap-mention))
    (should-not (argmap-tests--face "premise no good"))))

(defun argmap-tests--faces ()
  "The face of each character of the buffer."
  (font-lock-ensure)
  (mapcar (lambda (at) (get-text-property at 'face)) (number-sequence (point-min) (1- (point-max)))))

(ert-deftest argmap-colours-after-edits-are-those-of-a-fresh-buffer ()
  (random "the same edits each time")
  (dotimes (_ 40)
    (argmap-tests--with "section: S

  claim a @op #t: One. [post]
      Two
      [post#p1,
      post]. [b]
    // aside
    quote: \"x\" [post]
      more [[a]]
    premise a @op [post]

    rebuttal: Three [post]
"
      (let ((noninteractive nil)) (font-lock-mode 1)) ; else batch mode colours all anew
      (should jit-lock-mode)
      (font-lock-ensure)
      (dotimes (_ 12)
        (let ((at (+ (point-min) (random (1+ (buffer-size))))))
          (goto-char at)
          (if (zerop (random 2))
              (insert (seq-random-elt '("\n" "    " "[post]" "]" "[" "claim: " "//" " " "x" "\n\n" ": " "@b ")))
            (delete-region at (min (point-max) (+ at 1 (random 8)))))
          (font-lock-ensure)))
      (jit-lock-context-fontify) ; what Emacs does when nobody types
      (let ((text (buffer-string)) (faces (argmap-tests--faces)))
        (argmap-tests--with (substring-no-properties text)
          (should (equal (list (substring-no-properties text) faces)
                         (list (substring-no-properties text) (argmap-tests--faces)))))))))

(ert-deftest argmap-return-keeps-and-tab-goes-round ()
  (argmap-tests--with "section: S\n\n  claim a: One|"
    (electric-indent-local-mode 1)
    (argmap-tests--press "RET")
    (should (= (current-column) 2))
    (let ((columns '()))
      (dotimes (_ 5)
        (argmap-tests--press "TAB")
        (push (current-column) columns))
      (should (equal (nreverse columns) '(4 2 0 6 4))))
    (insert "premise: Two")
    (argmap-tests--press "RET")
    (should (= (current-column) 4))
    (insert "note: n")
    (argmap-tests--press "TAB")
    (should (= (current-indentation) 6))
    (should (equal (buffer-string)
                   "section: S\n\n  claim a: One\n    premise: Two\n      note: n"))))

(ert-deftest argmap-tab-knows-where-text-goes-on ()
  (argmap-tests--with "claim: One\nand more|"
    (argmap-tests--press "TAB")
    (should (equal (buffer-string) "claim: One\n    and more"))))

(ert-deftest argmap-indentation-mends-only-what-is-nowhere ()
  (argmap-tests--with "claim: a\n    premise: b\n  rebuttal: c\n    premise: d\n       rebuttal: e\n"
    (indent-region (point-min) (point-max))
    (should (equal (buffer-string)
                   "claim: a\n    premise: b\n    rebuttal: c\n    premise: d\n       rebuttal: e\n"))))

(ert-deftest argmap-comments ()
  (argmap-tests--with "claim: a\n  premise: b|\n"
    (comment-dwim nil)
    (insert "why")
    (should (equal (buffer-string) "claim: a\n  // why\n  premise: b\n")))
  (argmap-tests--with "claim: a\n  premise: b\n"
    (comment-region 10 (point-max))
    (should (equal (buffer-string) "claim: a\n  // premise: b\n"))
    (uncomment-region 10 (point-max))
    (should (equal (buffer-string) "claim: a\n  premise: b\n"))))

(ert-deftest argmap-long-lines-break-where-they-stay-text ()
  (argmap-tests--with "claim: aaaa bbbb cc claim dddd|"
    (setq fill-column 20)
    (auto-fill-mode 1)
    (argmap-tests--press "SPC")
    (should (equal (string-trim (buffer-string)) "claim: aaaa bbbb\n    cc claim dddd"))))

(ert-deftest argmap-filling-takes-no-neighbours ()
  (argmap-tests--with "claim: a\n  // one two| three four\n  // five\n  premise: b\n  premise: c\n"
    (setq fill-column 15)
    (fill-paragraph)
    (should (equal (buffer-string)
                   "claim: a\n  // one two\n  // three four\n  // five\n  premise: b\n  premise: c\n")))
  (argmap-tests--with "claim: aa bb cc dd\n  premise: b\n// note one two three four\nclaim: c\n"
    (setq fill-column 15)
    (should (eq (key-binding (kbd "M-q")) #'argmap-fill))
    (transient-mark-mode 1)
    (push-mark (point-max) t t)
    (call-interactively #'argmap-fill)
    (should (equal (buffer-string)
                   "claim: aa bb cc\n    dd\n  premise: b\n// note one two three four\nclaim: c\n")))
  (argmap-tests--with "claim: a\n|\nclaim: b\n  premise: c\n"
    (fill-paragraph)
    (should (equal (buffer-string) "claim: a\n\nclaim: b\n  premise: c\n"))))

(ert-deftest argmap-index ()
  (argmap-tests--with "map: M\nspeaker op: Op\nsection: First part\n  claim a @op: One\n  claim b\n  premise: Two\n"
    (let ((index (imenu--make-index-alist t)))
      (should (equal (mapcar #'car (cdr (assoc "Sections" index))) '("First part")))
      (should (equal (mapcar #'car (cdr (assoc "Speakers" index))) '("op")))
      (should (assoc "a" index))
      (should-not (assoc "b" index)))))

(ert-deftest argmap-outline-folds-what-stands-below ()
  (argmap-tests--with "section: S\n  claim: One|\n    premise: Two\n      note: n\n  claim: Three\n"
    (outline-minor-mode 1)
    (outline-hide-subtree)
    (let ((hidden (lambda (text) (save-excursion (goto-char (point-min)) (search-forward text)
                                                 (outline-invisible-p (match-beginning 0))))))
      (should (funcall hidden "Two"))
      (should (funcall hidden "note"))
      (should-not (funcall hidden "One"))
      (should-not (funcall hidden "Three")))))

(ert-deftest argmap-completion ()
  (let ((head "source post: A post\nspeaker op: Op\nclaim west @op #big: Far [post#p1]\nclaim east: Near\n"))
    (pcase-dolist (`(,line . ,offered)
                   '(("  pre|" "premise")
                     ("  premise |" "west" "east")
                     ("  premise w|" "west")
                     ("  premise x @|" "op")
                     ("  premise x #b|" "big")
                     ("  premise: see [[e|" "east")
                     ("  premise: text [|" "post")
                     ("  premise: text [post#|" "p1")
                     ("  contradicts: west, e|" "east")
                     ("  of: p|" "post")
                     ("  by: |" "op")
                     ("  premise: pre|")
                     ("  // pre|")))
      (argmap-tests--with (concat head line)
        (should (equal (cons line (and (argmap-complete-at-point) (argmap-tests--offered)))
                       (cons line offered))))))
  (argmap-tests--with "claim west: Far\npremise we|"
    (completion-at-point)
    (should (equal (buffer-string) "claim west: Far\npremise west"))))

(defun argmap-tests--wait (done)
  "Wait for processes until DONE returns true, at most a minute."
  (let ((tries 0))
    (while (and (not (funcall done)) (< (setq tries (1+ tries)) 600))
      (accept-process-output nil 0.1))
    (should (funcall done))))

(ert-deftest argmap-flymake-tells-what-check-finds ()
  (argmap-tests--with "claim a: 日本 x [foo#1\n  rebutal b: 😀 y\n"
    (let ((told 'nothing))
      (argmap-flymake (lambda (diagnostics &rest _) (setq told diagnostics)))
      (argmap-tests--wait (lambda () (listp told)))
      (let ((seen (mapcar (lambda (d)
                            (list (substring (flymake-diagnostic-text d) 0 4)
                                  (flymake-diagnostic-type d)
                                  (buffer-substring (flymake-diagnostic-beg d) (flymake-diagnostic-end d))))
                          told)))
        (should (member '("E112" :error "[foo#1") seen))
        (should (member '("E106" :error "rebutal") seen))
        (should (member '("U101" :warning "rebutal b: 😀 y") seen))))))

(ert-deftest argmap-flymake-runs-with-the-mode ()
  (argmap-tests--with "claim a: x [foo\n"
    (flymake-mode 1)
    (flymake-start)
    (argmap-tests--wait #'flymake-diagnostics)
    (goto-char (point-min))
    (flymake-goto-next-error)
    (should (flymake-diagnostics (point)))
    (flymake-mode -1)))

(ert-deftest argmap-flymake-says-when-the-program-is-missing ()
  (argmap-tests--with "claim a: x\n"
    (let ((argmap-program "no-such-argmap"))
      (should-error (argmap-flymake #'ignore)))))

(ert-deftest argmap-compile-leads-to-the-finding ()
  (let* ((folder (make-temp-file "argmap" t))
         (file (expand-file-name "a map.argmap" folder)))
    (unwind-protect
        (let ((default-directory folder) (compilation-ask-about-save nil))
          (with-temp-file file (insert "claim a: 日本語 text [foo\n"))
          (with-current-buffer (find-file-noselect file)
            (let ((log (call-interactively #'argmap-check)))
              (argmap-tests--wait (lambda () (not (get-buffer-process "*compilation*"))))
              (ignore log)
              (with-current-buffer "*compilation*"
                (should (>= compilation-num-warnings-found 1))
                (should (= compilation-num-errors-found 1))
                (goto-char (point-min))
                (re-search-forward "E112")
                (compile-goto-error)))
            (with-current-buffer (get-file-buffer file)
              (should (looking-at "\\[foo")))
            (kill-buffer)))
      (delete-directory folder t))))

(ert-deftest argmap-format-lays-out ()
  (argmap-tests--with "claim  a:   One.\n      premise: T|wo.\n"
    (argmap-format-buffer)
    (should (equal (buffer-string) "claim a: One.\n  premise: Two.\n"))
    (should (looking-at "wo")))
  (argmap-tests--with "claim a:\n"
    (should-error (argmap-format-buffer) :type 'user-error)
    (should (equal (buffer-string) "claim a:\n"))))

(defvar eglot-server-programs)
(ert-deftest argmap-eglot-starts-the-server ()
  (unless (require 'eglot nil t) ; part of Emacs from 29 on
    (setq eglot-server-programs nil)
    (provide 'eglot))
  (let ((contact (cdr (assq 'argmap-mode eglot-server-programs))))
    (should (equal (if (functionp contact) (funcall contact nil) contact) '("argmap" "lsp")))))

(provide 'argmap-mode-tests)

;;; argmap-mode-tests.el ends here
