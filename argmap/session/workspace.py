"""All open documents, over the files on disk: the text of an open one counts, also where others import it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from argmap.choice import Choice, choice_in
from argmap.config import FILE, Config, ConfigError, Configs
from argmap.model.load import Loader, read_imported
from argmap.session.document import Document
from argmap.source import Source

#: Files that may hold settings.
_SETTINGS = (FILE, "pyproject.toml")


class Workspace:
    """The open documents by key (a URI, a path: whatever the editor calls them)."""

    def __init__(self, anywhere: bool = False) -> None:
        #: Reads maps with what they import; with `anywhere` from outside the project folder, too.
        self.loader = Loader(anywhere=anywhere, reader=self._read)
        self.documents: dict[str, Document] = {}
        #: Why settings files can't be used, by their path or the folder they were looked for in.
        self.trouble: dict[Path, str] = {}
        self._configs = Configs()
        self._by_path: dict[Path, Document] = {}

    def open(self, key: str, path: Path | None, text: str, name: str | None = None) -> Document:
        """Open a document that is saved in a file (None: in none yet); `name` is what findings call it.

        A key that is open already is opened anew.
        """
        if key in self.documents:
            self.close(key)
        shown = name or (str(path) if path is not None else "<untitled>")
        document = self.documents[key] = Document(self, key, Source(shown, text, path))
        if path is not None:
            self._by_path[path.resolve()] = document
        self.edited(document)
        return document

    def close(self, key: str) -> list[Document]:
        """Close a document: the file counts again. Returns the documents that import it."""
        document = self.documents.pop(key)
        if document.path is not None and self._by_path.get(document.path.resolve()) is document:
            del self._by_path[document.path.resolve()]
        return self.edited(document)

    def at(self, path: Path) -> Document | None:
        """The open document that is saved in a file (by its resolved path)."""
        return self._by_path.get(path)

    def edited(self, document: Document) -> list[Document]:
        """Make anew what rests on a document whose text is another now; returns those documents."""
        return self._changed(document.path.resolve(), document) if document.path is not None else []

    def disk_changed(self, changed: Iterable[Path]) -> list[Document]:
        """Look anew at files that were written, made or removed; returns the documents they may change."""
        touched: dict[str, Document] = {}
        for path in changed:
            path = path.resolve()
            if path.name in _SETTINGS:
                self._configs = Configs()
                self.trouble.clear()
                for document in self.documents.values():
                    document.forget()  # where the project's folder begins may be another, too
                touched.update(self.documents)
            elif path not in self._by_path:
                touched.update((each.key, each) for each in self._changed(path))
        return list(touched.values())

    def importers(self, document: Document) -> list[Document]:
        """The open documents that import a document, as far as they have been read."""
        if document.path is None:
            return []
        path = document.path.resolve()
        return [each for each in self.documents.values() if each is not document and each.rests_on(path)]

    def choice(self, path: Path | None) -> Choice:
        """Which rules run on the map in a file: those by default where its settings can't be used."""
        folder = path.resolve().parent if path is not None else Path.cwd()
        config = Config()
        try:
            config = self._configs.for_folder(folder)
            return choice_in(config, path)
        except ConfigError as error:
            self.trouble[config.path or folder] = str(error)
            return Choice()

    def _changed(self, path: Path, but: Document | None = None) -> list[Document]:
        self.loader.forget(path)
        touched = [d for d in self.documents.values() if d is not but and d.rests_on(path)]
        for document in touched:
            document.forget()
        return touched

    def _read(self, path: Path, name: str | None) -> Source:
        document = self._by_path.get(path)
        if document is None:
            return read_imported(path, name)
        return Source(name or str(path), document.source.text, path)
