/* Every diagnostic: DIAG(NAME, "code", severity, "text"). Included several times; see diag.h.
 * `{}` takes the next argument. The text says what is wrong *and* what was done about it.
 * A new row needs a golden case that shows it (tests/coverage.sh) and a line in the manual. */

/* Files and the run itself */
DIAG(IO_READ, "io-read", DIAG_ERROR, "cannot read \"{}\": {}")
DIAG(IO_WRITE, "io-write", DIAG_ERROR, "cannot write \"{}\": {}; the previous file is unchanged")
DIAG(USAGE_LANGUAGE, "usage-language", DIAG_ERROR, "the book has no language \"{}\", only {}; nothing is made")
DIAG(FILE_ENCODING, "file-encoding", DIAG_ERROR, "not valid UTF-8 at byte {}; the chapter cannot be read")
DIAG(FILE_OUTSIDE, "file-outside", DIAG_ERROR, "path \"{}\" leaves the book's folder; it is not read")
DIAG(FILE_LIMIT, "file-limit", DIAG_ERROR, "\"{}\" is larger than {}; it is not read")
DIAG(OUTPUT_INVALID, "output-invalid", DIAG_ERROR, "the {} writer failed: {}; the previous file is unchanged")

/* Manifest */
DIAG(MANIFEST_SYNTAX, "manifest-syntax", DIAG_ERROR, "{}")
DIAG(MANIFEST_TYPE, "manifest-type", DIAG_ERROR, "key \"{}\" must be {}; it is ignored")
DIAG(MANIFEST_VALUE, "manifest-value", DIAG_ERROR, "{} is not a value of \"{}\" ({}); it is ignored")
DIAG(MANIFEST_UNKNOWN, "manifest-unknown", DIAG_WARNING, "unknown key \"{}\"{}; it is ignored")
DIAG(MANIFEST_EMPTY, "manifest-empty", DIAG_ERROR, "the manifest lists no chapters")
DIAG(MANIFEST_TITLE, "manifest-title", DIAG_WARNING, "the book has no title; \"{}\" is used")
DIAG(MANIFEST_CHAPTER, "manifest-chapter", DIAG_ERROR, "a chapter without a path; it is left out")
DIAG(MANIFEST_LANGUAGE, "manifest-language", DIAG_ERROR, "\"{}\" is not one of the book's languages ({}); it is ignored")
DIAG(SUMMARY_LEFT, "summary-left", DIAG_WARNING, "\"{}\" in the summary is left out: {}")
DIAG(MANIFEST_MDBOOK, "manifest-mdbook", DIAG_NOTE, "mdBook's \"{}\": {}")
DIAG(CHAPTER_MISSING, "chapter-missing", DIAG_ERROR, "chapter \"{}\" cannot be read: {}")
DIAG(CHAPTER_FALLBACK, "chapter-fallback", DIAG_NOTE, "no {} version; the {} one is used under a note")
DIAG(CHAPTER_DRAFT, "chapter-draft", DIAG_NOTE, "the chapter is a draft; it is left out")
DIAG(CHAPTER_SKIPPED, "chapter-skipped", DIAG_NOTE, "no {} version; the chapter is left out")

/* Chapters of other tools */
DIAG(INCLUDE, "include", DIAG_WARNING, "\"{}\" cannot be taken in: {}; the directive is shown as text")
DIAG(CONTAINER_UNCLOSED, "container-unclosed", DIAG_WARNING, "\"{}\" is never closed; it is shown as text")
DIAG(CONTAINER_STRAY, "container-stray", DIAG_WARNING, "\"{}\" closes nothing; it is shown as text")
DIAG(TAG_UNKNOWN, "tag-unknown", DIAG_NOTE, "\"{}\" is not understood; such tags are shown as text")
DIAG(COMPONENT, "component", DIAG_NOTE, "component <{}> means nothing in a book; what it holds is shown")
DIAG(MDX_CODE, "mdx-code", DIAG_NOTE, "\"{}\" begins program code of MDX; it is left out")

DIAG(NOTEBOOK, "notebook", DIAG_ERROR, "not a notebook: {}; the chapter cannot be read")
DIAG(NOTEBOOK_PART, "notebook-part", DIAG_WARNING, "{} of the notebook is not understood; it is left out")
DIAG(NOTEBOOK_CUT, "notebook-cut", DIAG_NOTE, "the output has {} lines; {} of them are shown")

/* Manifests of other tools, index pages and folders */
DIAG(IMPORT_EMPTY, "import-empty", DIAG_ERROR, "this {} lists no chapters: {}; {}")
DIAG(IMPORT_SYNTAX, "import-syntax", DIAG_ERROR, "{}; it is not imported")
DIAG(IMPORT_SCRIPT, "import-script", DIAG_WARNING, "the order of the chapters is in a program, which is not run; {}")
DIAG(IMPORT_NAME, "import-name", DIAG_WARNING, "the name of \"{}\" is not UTF-8; the file is passed over")
DIAG(IMPORT_MANY, "import-many", DIAG_WARNING, "the folder holds more than {} files, or some very deep ones; those are not looked at")

/* Markdown and HTML */
DIAG(FRONT_MATTER, "front-matter", DIAG_WARNING, "front matter: {}; it is ignored")
DIAG(NESTING, "nesting", DIAG_WARNING, "nested deeper than {} levels; the inner content is flattened")
DIAG(TABLE_CELLS, "table-cells", DIAG_WARNING, "row has more cells than the table has columns; the last cell takes the rest")
DIAG(HTML_DROPPED, "html-dropped", DIAG_WARNING, "<{}> is removed{}")
DIAG(HTML_UNKNOWN, "html-unknown", DIAG_NOTE, "unknown tag <{}> is shown as text")
DIAG(HTML_ATTRIBUTE, "html-attribute", DIAG_WARNING, "attribute {} of <{}> is removed")
DIAG(HTML_UNCLOSED, "html-unclosed", DIAG_WARNING, "<{}> is never closed; it is closed {}")
DIAG(HTML_STRAY, "html-stray", DIAG_WARNING, "</{}> closes nothing; it is ignored")
DIAG(HTML_MEDIA, "html-media", DIAG_NOTE, "<{}> cannot play in a book; it becomes a link")
DIAG(FOOTNOTE_UNUSED, "footnote-unused", DIAG_WARNING, "footnote \"{}\" is never referred to; it is kept at the end of the chapter")
DIAG(MATH_COMMAND, "math-command", DIAG_WARNING, "formula: unknown command {}; its TeX source is shown")
DIAG(MATH_SYNTAX, "math-syntax", DIAG_WARNING, "formula: {}; its TeX source is shown")
DIAG(MATH_LABEL, "math-label", DIAG_WARNING, "equation label \"{}\" is used before in this chapter; references lead to the first")
DIAG(MATH_REFERENCE, "math-reference", DIAG_WARNING, "no equation has the label \"{}\"; the label is shown")
DIAG(ID_DUPLICATE, "id-duplicate", DIAG_WARNING, "id \"{}\" is used before in this chapter; it becomes \"{}\"")

/* Links */
DIAG(LINK_TARGET, "link-target", DIAG_WARNING, "link target \"{}\" does not exist; the link is shown as plain text")
DIAG(LINK_ANCHOR, "link-anchor", DIAG_WARNING, "link target \"{}\" has no such heading; linked to the chapter instead")
DIAG(LINK_CASE, "link-case", DIAG_WARNING, "link target \"{}\" differs in case from \"{}\"; linked to that")
DIAG(LINK_OUTSIDE, "link-outside", DIAG_WARNING, "link target \"{}\" leaves the book's folder; the link is shown as plain text")
DIAG(LINK_FOREIGN, "link-foreign", DIAG_WARNING, "\"{}\" is not part of the book, and the book names no repository; the link is shown as plain text")
DIAG(LINK_REPOSITORY, "link-repository", DIAG_NOTE, "\"{}\" is not part of the book; linked to the repository")
DIAG(LINK_UNSAFE, "link-unsafe", DIAG_WARNING, "link \"{}\" is not safe; the link is shown as plain text")
DIAG(LINK_URL, "link-url", DIAG_WARNING, "link \"{}\" is not a valid URL; the link is shown as plain text")
DIAG(LINK_EMPTY, "link-empty", DIAG_NOTE, "link \"{}\" has no target; it is shown as plain text")

/* Images */
DIAG(IMAGE_MISSING, "image-missing", DIAG_WARNING, "image \"{}\" not found: its alt text is shown instead")
DIAG(IMAGE_REMOTE, "image-remote", DIAG_WARNING, "image \"{}\" is remote and is not fetched: a link to it is shown instead")
DIAG(IMAGE_CASE, "image-case", DIAG_WARNING, "image \"{}\" differs in case from \"{}\"; that is used")
DIAG(IMAGE_DATA, "image-data", DIAG_WARNING, "an image in a data: address cannot be decoded: its alt text is shown instead")
DIAG(IMAGE_OUTSIDE, "image-outside", DIAG_WARNING, "image \"{}\" leaves the book's folder: its alt text is shown instead")
DIAG(IMAGE_FORMAT, "image-format", DIAG_WARNING, "image \"{}\" is not a PNG, JPEG, GIF, WebP or SVG: its alt text is shown instead")
DIAG(IMAGE_BROKEN, "image-broken", DIAG_WARNING, "image \"{}\" is damaged ({}): its alt text is shown instead")
DIAG(IMAGE_CUT, "image-cut", DIAG_WARNING, "image \"{}\" is cut off: what there is of it is shown")
DIAG(IMAGE_LARGE, "image-large", DIAG_WARNING, "image \"{}\" is too large ({}): its alt text is shown instead")
DIAG(IMAGE_EXTENSION, "image-extension", DIAG_NOTE, "image \"{}\" is really a {}; it is used as that")
DIAG(COVER, "cover", DIAG_WARNING, "cover \"{}\" cannot be used ({}); a cover is drawn from the title")
DIAG(SVG_UNSAFE, "svg-unsafe", DIAG_WARNING, "SVG \"{}\": {} removed")

/* Style */
DIAG(CSS_SYNTAX, "css-syntax", DIAG_WARNING, "style sheet: {}; it is ignored")
DIAG(CSS_PROPERTY, "css-property", DIAG_NOTE, "property \"{}\" is not supported{}; it is ignored")
DIAG(CSS_VALUE, "css-value", DIAG_WARNING, "\"{}\" is not a value of property \"{}\"; it is ignored")
DIAG(CSS_OUTPUT, "css-output", DIAG_NOTE, "\"{}\" has no effect in {}")
DIAG(CSS_SELECTOR, "css-selector", DIAG_NOTE, "selector \"{}\" has no effect in PDF")
DIAG(CSS_FILE, "css-file", DIAG_ERROR, "style sheet \"{}\" cannot be read: {}; the book is set without it")

/* Layout */
DIAG(GLYPH_MISSING, "glyph-missing", DIAG_WARNING, "no font has a glyph for {} ({}); a replacement mark is shown")
DIAG(FONT_MISSING, "font-missing", DIAG_WARNING, "font family \"{}\" not found; \"{}\" is used")
DIAG(CODE_WRAPPED, "code-wrapped", DIAG_NOTE, "code is too wide to be set without wrapping its lines; they are wrapped")
DIAG(TABLE_SHRUNK, "table-shrunk", DIAG_NOTE, "table is too wide; set at {} % of its size")
DIAG(TABLE_BROKEN, "table-broken", DIAG_NOTE, "table is too wide; its longest words are broken anywhere")
DIAG(TABLE_TURNED, "table-turned", DIAG_NOTE, "table is too wide; it stands on a page turned on its side")
DIAG(TABLE_PARTS, "table-parts", DIAG_WARNING, "table is too wide; its columns are set in {} parts, one below the other")
DIAG(MATH_SHRUNK, "math-shrunk", DIAG_NOTE, "formula is too wide; set at {} % of its size")
