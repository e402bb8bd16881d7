;;; argmap-mode-dump.el --- What the mode makes of files, for tests  -*- lexical-binding: t -*-

;;; Commentary:

;; emacs -Q --batch -L editors/emacs -l argmap-mode-dump -f argmap-dump-faces FILE...
;; prints for each file one line of JSON: a list of [begin, end, face].
;; With -f argmap-dump-touched, the text of each file after it was indented and filled as a whole.

;;; Code:

(require 'argmap-mode)

(defmacro argmap-dump--each (&rest body)
  "For each file on the command line, print as JSON what BODY makes of it."
  `(let ((coding-system-for-read 'utf-8-unix)
         (coding-system-for-write 'utf-8-unix))
     (dolist (file command-line-args-left)
       (with-temp-buffer
         (insert-file-contents file)
         (argmap-mode)
         (princ (json-encode (progn ,@body)))
         (princ "\n")))
     (setq command-line-args-left nil)))

(defun argmap-dump-faces ()
  "Print the faces of each file."
  (argmap-dump--each
   (font-lock-ensure)
   (let ((at (point-min)) (faces '()))
     (while (< at (point-max))
       (let ((next (next-single-property-change at 'face nil (point-max)))
             (face (get-text-property at 'face)))
         (when face
           (push (vector (1- at) (1- next) (format "%s" face)) faces))
         (setq at next)))
     (vconcat (nreverse faces)))))

(defun argmap-dump-touched ()
  "Print each file after it was indented and filled."
  (argmap-dump--each
   (indent-region (point-min) (point-max))
   (setq fill-column 40)
   (argmap-fill-region (point-min) (point-max))
   (buffer-string)))

(provide 'argmap-mode-dump)

;;; argmap-mode-dump.el ends here
