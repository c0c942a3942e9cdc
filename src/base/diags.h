/* Every diagnostic: DIAG(NAME, "code", severity, "text"). Included several times; see diag.h.
 * `{}` takes the next argument. The text says what is wrong *and* what was done about it.
 * A new row needs a golden case that shows it (tests/coverage.sh) and a line in the manual. */

/* Files and the run itself */
DIAG(IO_READ, "io-read", DIAG_ERROR, "cannot read \"{}\": {}")
DIAG(IO_WRITE, "io-write", DIAG_ERROR, "cannot write \"{}\": {}; the previous file is unchanged")
DIAG(USAGE_LANGUAGE, "usage-language", DIAG_ERROR, "the book has no language \"{}\", only {}; nothing is made")
DIAG(USAGE_TWICE, "usage-twice", DIAG_ERROR, "\"{}\" names the language {} twice; nothing is made")
DIAG(FILE_ENCODING, "file-encoding", DIAG_ERROR, "not valid UTF-8 at byte {}; the chapter cannot be read, and there is no book without it")
DIAG(FILE_OUTSIDE, "file-outside", DIAG_ERROR, "path \"{}\" leaves the book's folder; it is not read")
DIAG(FILE_LIMIT, "file-limit", DIAG_ERROR, "\"{}\" is larger than {}; it is not read")
DIAG(OUTPUT_INVALID, "output-invalid", DIAG_ERROR, "the {} writer failed: {}; the previous file is unchanged")

/* Manifest */
DIAG(MANIFEST_SYNTAX, "manifest-syntax", DIAG_ERROR, "{}; nothing else of it is read")
DIAG(MANIFEST_TYPE, "manifest-type", DIAG_ERROR, "key \"{}\" must be {}; it is ignored")
DIAG(MANIFEST_VALUE, "manifest-value", DIAG_ERROR, "{} is not a value of \"{}\" ({}); it is ignored")
DIAG(MANIFEST_UNKNOWN, "manifest-unknown", DIAG_WARNING, "unknown key \"{}\"{}; it is ignored")
DIAG(MANIFEST_EMPTY, "manifest-empty", DIAG_ERROR, "the manifest lists no chapters; there is nothing to make a book of")
DIAG(MANIFEST_TITLE, "manifest-title", DIAG_WARNING, "the book has no title; \"{}\" is used")
DIAG(MANIFEST_CHAPTER, "manifest-chapter", DIAG_ERROR, "a chapter without a path; it is left out")
DIAG(MANIFEST_LANGUAGE, "manifest-language", DIAG_ERROR, "\"{}\" is not one of the book's languages ({}); it is ignored")
DIAG(SUMMARY_LEFT, "summary-left", DIAG_WARNING, "\"{}\" in the summary is left out: {}")
DIAG(MANIFEST_MDBOOK, "manifest-mdbook", DIAG_NOTE, "mdBook's \"{}\": {}")
DIAG(CHAPTER_MISSING, "chapter-missing", DIAG_ERROR, "chapter \"{}\" cannot be read: {}; there is no book without it")
DIAG(CHAPTER_FALLBACK, "chapter-fallback", DIAG_NOTE, "no {} version; the {} one is used under a note")
DIAG(CHAPTER_DRAFT, "chapter-draft", DIAG_NOTE, "the chapter is a draft; it is left out")
DIAG(CHAPTER_SKIPPED, "chapter-skipped", DIAG_NOTE, "no {} version; the chapter is left out")
DIAG(PARALLEL_SECTION, "parallel-section", DIAG_NOTE, "the {} version at {} is built too differently to stand paragraph by paragraph; it follows as a whole")
DIAG(PARALLEL_CHAPTER, "parallel-chapter", DIAG_NOTE, "the {} version \"{}\" is built too differently to stand paragraph by paragraph; it follows as a whole")

/* init */
DIAG(INIT_EXISTS, "init-exists", DIAG_ERROR, "there is a book.toml already{}; it is unchanged (--force replaces it, --dry-run shows what would be written)")
DIAG(INIT_EMPTY, "init-empty", DIAG_ERROR, "none of the pages can be read; no book.toml is written")
DIAG(INIT_LEFT, "init-left", DIAG_NOTE, "\"{}\" is left out: a {}")
DIAG(INIT_ORPHAN, "init-orphan", DIAG_NOTE, "no list names this page; it is left out")
DIAG(INIT_PAGE, "init-page", DIAG_WARNING, "the page is {}; it is left out")

/* Pages in several languages, as init joins them */
DIAG(PAIR_LANGUAGE, "pair-language", DIAG_NOTE, "named or linked as \"{}\", written in \"{}\"; it is taken for \"{}\"")
DIAG(PAIR_MIXED, "pair-mixed", DIAG_NOTE, "written in more than one language; it is taken for \"{}\"")
DIAG(PAIR_SAME, "pair-same", DIAG_NOTE, "\"{}\" and \"{}\" look like one chapter in two languages, and both are \"{}\"; they are not joined")
DIAG(PAIR_APART, "pair-apart", DIAG_NOTE, "\"{}\" is named like a version of \"{}\", and listed as a chapter of its own; it stays one")
DIAG(PAIR_TWICE, "pair-twice", DIAG_NOTE, "\"{}\" is a version of a chapter that is listed before; it stands there")
DIAG(PAIR_RARE, "pair-rare", DIAG_NOTE, "there are few pages in \"{}\" ({}); the book is not made in that language")

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
DIAG(FRONT_MATTER, "front-matter", DIAG_WARNING, "front matter: {}; that part is ignored")
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

DIAG(IGNORE_NAME, "ignore-name", DIAG_NOTE, "the comment mkbook-ignore {}; nothing is ignored for it")
DIAG(FENCE_UNCLOSED, "fence-unclosed", DIAG_WARNING, "the fence of this code block is never closed; {} to be code")
DIAG(DOUBLE_ENCODED, "double-encoded", DIAG_WARNING, "the text{} is UTF-8 that was read as {}{} and saved again: \"{}\" is what it said ({}); it is {}")

/* Text and structure: `mkbook check` alone reports these */
DIAG(CHAPTER_DUPLICATE, "chapter-duplicate", DIAG_WARNING, "chapter \"{}\" is {}; both stand in the book")
DIAG(CHAPTER_EMPTY, "chapter-empty", DIAG_NOTE, "the chapter is a title without text")
DIAG(PAGE_ORPHAN, "page-orphan", DIAG_NOTE, "{} not in the book{}")
DIAG(HEADING_SKIP, "heading-skip", DIAG_NOTE, "a heading of level {} stands right below one of level {}{}; it is set one level below it")
DIAG(HEADING_SEVERAL, "heading-several", DIAG_NOTE, "the chapter has {} headings of the first level; the first is its title, the others its sections")
DIAG(HEADING_EMPTY, "heading-empty", DIAG_NOTE, "a heading without words; its line stays empty")
DIAG(IMAGE_ALT, "image-alt", DIAG_NOTE, "image \"{}\" has no alternative text and no caption; a listener is told nothing of it")
DIAG(FILE_BOM, "file-bom", DIAG_NOTE, "the file begins with a byte order mark; it is passed over")
DIAG(FILE_CRLF, "file-crlf", DIAG_NOTE, "{} lines end in CR and LF; they are read as if LF were alone")
DIAG(FOOTNOTE_MISSING, "footnote-missing", DIAG_WARNING, "\"{}\" has no footnote of that name in the chapter; it is shown as text")
DIAG(LINK_REFERENCE, "link-reference", DIAG_WARNING, "\"{}\" refers to a link that is not defined in the chapter; it is shown as text")
DIAG(REFERENCE_DUPLICATE, "reference-duplicate", DIAG_NOTE, "the link [{}] is defined otherwise in line {}; that one counts")
DIAG(MATH_BARE, "math-bare", DIAG_NOTE, "\\begin{{}} stands outside of a formula; its source is shown as text")
DIAG(MATH_UNCLOSED, "math-unclosed", DIAG_NOTE, "\"{}\" looks like a formula, and its dollars do not enclose one; it is shown as text")
DIAG(EMPHASIS_CJK, "emphasis-cjk", DIAG_NOTE, "\"{}\" is marked up here; GitHub and others show the marks themselves, for want of a space beside them")

/* Links */
DIAG(LINK_TARGET, "link-target", DIAG_WARNING, "link target \"{}\" does not exist; the link is shown as plain text")
DIAG(LINK_ANCHOR, "link-anchor", DIAG_WARNING, "link target \"{}\" has no such heading; linked to the chapter instead")
DIAG(LINK_CASE, "link-case", DIAG_WARNING, "link target \"{}\" differs in case from \"{}\"; linked to that")
DIAG(LINK_OUTSIDE, "link-outside", DIAG_WARNING, "link target \"{}\" leaves the book's folder; the link is shown as plain text")
DIAG(LINK_FOREIGN, "link-foreign", DIAG_WARNING, "\"{}\" is not part of the book, and the book names no repository; the link is shown as plain text")
DIAG(LINK_REPOSITORY, "link-repository", DIAG_NOTE, "\"{}\" is not part of the book; linked to the repository")
DIAG(LINK_UNSAFE, "link-unsafe", DIAG_WARNING, "link \"{}\" is not safe; the link is shown as plain text")
DIAG(LINK_LOCAL, "link-local", DIAG_WARNING, "link \"{}\" leads to a disk that the reader does not have; the link is shown as plain text")
DIAG(LINK_URL, "link-url", DIAG_WARNING, "link \"{}\" is not a valid URL; the link is shown as plain text")
DIAG(LINK_EMPTY, "link-empty", DIAG_NOTE, "the link has no target; it is shown as plain text")

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
DIAG(CSS_FILE, "css-file", DIAG_ERROR, "style sheet \"{}\" cannot be read: {}; its rules are missing")

/* Layout */
DIAG(GLYPH_MISSING, "glyph-missing", DIAG_WARNING, "no font has a glyph for {} ({}); a replacement mark is shown")
DIAG(FONT_MATH, "font-math", DIAG_WARNING, "font family \"{}\" has no MATH table; formulas are set in \"{}\"")
DIAG(FONT_MISSING, "font-missing", DIAG_WARNING, "font family \"{}\" not found; \"{}\" is used")
DIAG(CODE_WRAPPED, "code-wrapped", DIAG_NOTE, "code is too wide to be set without wrapping its lines; they are wrapped")
DIAG(CODE_WIDE, "code-wide", DIAG_NOTE, "a line of code has {} columns, of which {} fit{}; it is wrapped")
DIAG(TABLE_SHRUNK, "table-shrunk", DIAG_NOTE, "table is too wide; set at {} % of its size")
DIAG(TABLE_BROKEN, "table-broken", DIAG_NOTE, "table is too wide; its longest words are broken anywhere")
DIAG(TABLE_TURNED, "table-turned", DIAG_NOTE, "table is too wide; it stands on a page turned on its side")
DIAG(TABLE_PARTS, "table-parts", DIAG_WARNING, "table is too wide; its columns are set in {} parts, one below the other")
DIAG(MATH_SHRUNK, "math-shrunk", DIAG_NOTE, "formula does not fit; set at {} % of its size")
