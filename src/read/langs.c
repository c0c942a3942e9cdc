/* The languages of code blocks: words (sorted), strings, comments. Data only. */
#include "read/langs.h"

#include <glib.h>
#include <string.h>

/* clang-format off */
static const char *const bibtex_constants[] = {
    "apr", "aug", "dec", "feb", "jan", "jul", "jun", "mar", "may", "nov", "oct", "sep",
};
static const char *const c_keywords[] = {
    "_Alignas", "_Alignof", "_Atomic", "_Generic", "_Noreturn", "_Static_assert", "_Thread_local",
    "alignas", "alignof", "auto", "break", "case", "const", "constexpr", "continue", "default",
    "do", "else", "enum", "extern", "for", "goto", "if", "inline", "nullptr", "register",
    "restrict", "return", "sizeof", "static", "static_assert", "struct", "switch", "thread_local",
    "typedef", "typeof", "union", "volatile", "while",
};
static const char *const c_types[] = {
    "FILE", "_Bool", "_Complex", "bool", "char", "char16_t", "char32_t", "double", "float", "int",
    "int16_t", "int32_t", "int64_t", "int8_t", "intptr_t", "long", "off_t", "ptrdiff_t", "short",
    "signed", "size_t", "ssize_t", "time_t", "uint16_t", "uint32_t", "uint64_t", "uint8_t",
    "uintptr_t", "unsigned", "va_list", "void", "wchar_t",
};
static const char *const c_constants[] = {
    "EOF", "NULL", "errno", "false", "stderr", "stdin", "stdout", "true",
};
static const char *const cmake_keywords[] = {
    "and", "block", "break", "command", "continue", "defined", "else", "elseif", "endblock",
    "endforeach", "endfunction", "endif", "endmacro", "endwhile", "equal", "exists", "foreach",
    "function", "greater", "if", "in", "include", "items", "less", "lists", "macro", "matches",
    "not", "or", "range", "return", "strequal", "target", "version_equal", "version_greater",
    "version_less", "while",
};
static const char *const cmake_constants[] = {
    "alias", "bool", "cache", "false", "filepath", "force", "imported", "interface", "internal",
    "module", "off", "on", "parent_scope", "path", "private", "public", "required", "shared",
    "static", "string", "true",
};
static const char *const cpp_keywords[] = {
    "alignas", "alignof", "and", "asm", "auto", "break", "case", "catch", "class", "co_await",
    "co_return", "co_yield", "concept", "const", "const_cast", "consteval", "constexpr",
    "constinit", "continue", "decltype", "default", "delete", "do", "dynamic_cast", "else",
    "enum", "explicit", "export", "extern", "final", "for", "friend", "goto", "if", "import",
    "inline", "module", "mutable", "namespace", "new", "noexcept", "not", "operator", "or",
    "override", "private", "protected", "public", "register", "reinterpret_cast", "requires",
    "return", "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template",
    "this", "thread_local", "throw", "try", "typedef", "typeid", "typename", "union", "using",
    "virtual", "volatile", "while", "xor",
};
static const char *const cpp_types[] = {
    "FILE", "array", "atomic", "bool", "char", "char16_t", "char32_t", "char8_t", "double",
    "float", "function", "int", "int16_t", "int32_t", "int64_t", "int8_t", "intptr_t", "long",
    "map", "mutex", "off_t", "optional", "pair", "ptrdiff_t", "set", "shared_ptr", "short",
    "signed", "size_t", "ssize_t", "string", "string_view", "thread", "time_t", "tuple",
    "uint16_t", "uint32_t", "uint64_t", "uint8_t", "uintptr_t", "unique_ptr", "unordered_map",
    "unordered_set", "unsigned", "va_list", "variant", "vector", "void", "wchar_t", "weak_ptr",
};
static const char *const cpp_constants[] = {
    "NULL", "cerr", "cin", "cout", "endl", "false", "nullptr", "std", "stderr", "stdin", "stdout",
    "true",
};
static const char *const csharp_keywords[] = {
    "abstract", "as", "async", "await", "base", "break", "case", "catch", "checked", "class",
    "const", "continue", "default", "delegate", "do", "else", "enum", "event", "explicit",
    "extern", "finally", "fixed", "for", "foreach", "from", "get", "goto", "if", "implicit", "in",
    "init", "interface", "internal", "is", "lock", "namespace", "new", "operator", "orderby",
    "out", "override", "params", "partial", "private", "protected", "public", "readonly",
    "record", "ref", "required", "return", "sealed", "select", "set", "sizeof", "stackalloc",
    "static", "struct", "switch", "this", "throw", "try", "typeof", "unchecked", "unsafe",
    "using", "var", "virtual", "volatile", "when", "where", "while", "with", "yield",
};
static const char *const csharp_types[] = {
    "bool", "byte", "char", "decimal", "double", "dynamic", "float", "int", "long", "nint",
    "nuint", "object", "sbyte", "short", "string", "uint", "ulong", "ushort", "void",
};
static const char *const csharp_constants[] = {
    "false", "null", "true",
};
static const char *const cuda_keywords[] = {
    "__cluster_dims__", "__constant__", "__device__", "__forceinline__", "__global__",
    "__grid_constant__", "__host__", "__launch_bounds__", "__managed__", "__noinline__",
    "__restrict__", "__shared__", "alignas", "alignof", "and", "asm", "auto", "break", "case",
    "catch", "class", "co_await", "co_return", "co_yield", "concept", "const", "const_cast",
    "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "final", "for", "friend",
    "goto", "if", "import", "inline", "module", "mutable", "namespace", "new", "noexcept", "not",
    "operator", "or", "override", "private", "protected", "public", "register",
    "reinterpret_cast", "requires", "return", "sizeof", "static", "static_assert", "static_cast",
    "struct", "switch", "template", "this", "thread_local", "throw", "try", "typedef", "typeid",
    "typename", "union", "using", "virtual", "volatile", "while", "xor",
};
static const char *const cuda_types[] = {
    "FILE", "__half", "__half2", "__nv_bfloat16", "__nv_bfloat162", "bfloat16", "bool", "char",
    "char16_t", "char32_t", "char4", "cudaError_t", "cudaEvent_t", "cudaStream_t", "dim3",
    "double", "double2", "float", "float2", "float3", "float4", "half", "half2", "int", "int16_t",
    "int2", "int3", "int32_t", "int4", "int64_t", "int8_t", "intptr_t", "long", "nv_bfloat16",
    "off_t", "ptrdiff_t", "short", "signed", "size_t", "ssize_t", "string", "time_t", "uchar4",
    "uint", "uint16_t", "uint2", "uint3", "uint32_t", "uint4", "uint64_t", "uint8_t", "uintptr_t",
    "unsigned", "va_list", "vector", "void", "wchar_t",
};
static const char *const cuda_constants[] = {
    "NULL", "blockDim", "blockIdx", "false", "gridDim", "nullptr", "std", "threadIdx", "true",
    "warpSize",
};
static const char *const docker_keywords[] = {
    "add", "arg", "as", "cmd", "copy", "entrypoint", "env", "expose", "from", "healthcheck",
    "label", "maintainer", "onbuild", "run", "shell", "stopsignal", "user", "volume", "workdir",
};
static const char *const go_keywords[] = {
    "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough",
    "for", "func", "go", "goto", "if", "import", "interface", "map", "package", "range", "return",
    "select", "struct", "switch", "type", "var",
};
static const char *const go_types[] = {
    "any", "bool", "byte", "comparable", "complex128", "complex64", "error", "float32", "float64",
    "int", "int16", "int32", "int64", "int8", "rune", "string", "uint", "uint16", "uint32",
    "uint64", "uint8", "uintptr",
};
static const char *const go_constants[] = {
    "false", "iota", "nil", "true",
};
static const char *const haskell_keywords[] = {
    "as", "case", "class", "data", "default", "deriving", "do", "else", "forall", "foreign",
    "hiding", "if", "import", "in", "infix", "infixl", "infixr", "instance", "let", "module",
    "newtype", "of", "qualified", "then", "type", "where",
};
static const char *const haskell_constants[] = {
    "False", "Just", "Nothing", "True", "otherwise",
};
static const char *const ini_constants[] = {
    "false", "inf", "nan", "no", "off", "on", "true", "yes",
};
static const char *const java_keywords[] = {
    "abstract", "assert", "break", "case", "catch", "class", "continue", "default", "do", "else",
    "enum", "exports", "extends", "final", "finally", "for", "goto", "if", "implements", "import",
    "instanceof", "interface", "module", "native", "new", "non-sealed", "package", "permits",
    "private", "protected", "public", "record", "requires", "return", "sealed", "static",
    "strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "try",
    "var", "volatile", "while", "yield",
};
static const char *const java_types[] = {
    "boolean", "byte", "char", "double", "float", "int", "long", "short", "void",
};
static const char *const java_constants[] = {
    "false", "null", "true",
};
static const char *const javascript_keywords[] = {
    "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger",
    "default", "delete", "do", "else", "export", "extends", "finally", "for", "from", "function",
    "get", "if", "import", "in", "instanceof", "let", "new", "of", "return", "set", "static",
    "super", "switch", "throw", "try", "typeof", "var", "void", "while", "with", "yield",
};
static const char *const javascript_constants[] = {
    "Infinity", "NaN", "arguments", "false", "globalThis", "null", "this", "true", "undefined",
};
static const char *const json_constants[] = {
    "Infinity", "NaN", "false", "null", "true",
};
static const char *const julia_keywords[] = {
    "abstract", "baremodule", "begin", "break", "catch", "const", "continue", "do", "else",
    "elseif", "end", "export", "finally", "for", "function", "global", "if", "import", "in",
    "isa", "let", "local", "macro", "module", "mutable", "primitive", "quote", "return", "struct",
    "try", "type", "using", "where", "while",
};
static const char *const julia_types[] = {
    "Any", "Bool", "Char", "Float16", "Float32", "Float64", "Int", "Int32", "Int64", "String",
    "Symbol", "UInt8",
};
static const char *const julia_constants[] = {
    "Inf", "NaN", "false", "missing", "nothing", "pi", "true",
};
static const char *const kotlin_keywords[] = {
    "abstract", "actual", "annotation", "as", "break", "by", "catch", "class", "companion",
    "const", "constructor", "continue", "crossinline", "data", "do", "else", "enum", "expect",
    "external", "final", "finally", "for", "fun", "get", "if", "import", "in", "infix", "init",
    "inline", "inner", "interface", "internal", "is", "lateinit", "noinline", "object", "open",
    "operator", "out", "override", "package", "private", "protected", "public", "reified",
    "return", "sealed", "set", "super", "suspend", "tailrec", "this", "throw", "try", "typealias",
    "val", "value", "var", "vararg", "when", "where", "while",
};
static const char *const kotlin_constants[] = {
    "false", "field", "it", "null", "true",
};
static const char *const lua_keywords[] = {
    "and", "break", "do", "else", "elseif", "end", "for", "function", "goto", "if", "in", "local",
    "not", "or", "repeat", "return", "then", "until", "while",
};
static const char *const lua_constants[] = {
    "_ENV", "_G", "false", "nil", "self", "true",
};
static const char *const make_keywords[] = {
    "-include", "define", "else", "endef", "endif", "export", "ifdef", "ifeq", "ifndef", "ifneq",
    "include", "override", "private", "sinclude", "undefine", "unexport", "vpath",
};
static const char *const make_functions[] = {
    "abspath", "addprefix", "addsuffix", "and", "basename", "call", "dir", "error", "eval",
    "file", "filter", "filter-out", "findstring", "firstword", "foreach", "if", "info", "join",
    "lastword", "notdir", "or", "origin", "patsubst", "realpath", "shell", "sort", "strip",
    "subst", "suffix", "value", "warning", "wildcard", "word", "wordlist", "words",
};
static const char *const perl_keywords[] = {
    "and", "cmp", "continue", "do", "else", "elsif", "eq", "for", "foreach", "ge", "given", "gt",
    "if", "last", "le", "local", "lt", "my", "ne", "next", "no", "not", "or", "our", "package",
    "redo", "require", "return", "sub", "unless", "until", "use", "when", "while", "xor",
};
static const char *const perl_constants[] = {
    "__FILE__", "__LINE__", "__PACKAGE__", "undef",
};
static const char *const perl_functions[] = {
    "chomp", "defined", "delete", "die", "each", "exists", "join", "keys", "length", "map",
    "open", "print", "printf", "push", "ref", "scalar", "shift", "sort", "splice", "split",
    "substr", "unshift", "values", "warn",
};
static const char *const php_keywords[] = {
    "abstract", "and", "as", "break", "callable", "case", "catch", "class", "clone", "const",
    "continue", "declare", "default", "do", "echo", "else", "elseif", "enddeclare", "endfor",
    "endforeach", "endif", "endswitch", "endwhile", "enum", "extends", "final", "finally", "fn",
    "for", "foreach", "function", "global", "goto", "if", "implements", "include", "include_once",
    "instanceof", "insteadof", "interface", "isset", "list", "match", "namespace", "new", "or",
    "print", "private", "protected", "public", "readonly", "require", "require_once", "return",
    "static", "switch", "throw", "trait", "try", "unset", "use", "var", "while", "xor", "yield",
};
static const char *const php_types[] = {
    "array", "bool", "float", "int", "iterable", "mixed", "never", "object", "string", "void",
};
static const char *const php_constants[] = {
    "false", "null", "parent", "self", "this", "true",
};
static const char *const powershell_keywords[] = {
    "-and", "-as", "-contains", "-eq", "-ge", "-gt", "-in", "-is", "-join", "-le", "-like", "-lt",
    "-match", "-ne", "-not", "-notlike", "-notmatch", "-or", "-replace", "-split", "begin",
    "break", "catch", "class", "continue", "data", "do", "dynamicparam", "else", "elseif", "end",
    "enum", "exit", "filter", "finally", "for", "foreach", "from", "function", "hidden", "if",
    "in", "param", "process", "return", "static", "switch", "throw", "trap", "try", "until",
    "using", "while",
};
static const char *const protobuf_keywords[] = {
    "edition", "enum", "extend", "extensions", "group", "import", "max", "message", "oneof",
    "option", "optional", "package", "public", "repeated", "required", "reserved", "returns",
    "rpc", "service", "stream", "syntax", "to", "weak",
};
static const char *const protobuf_types[] = {
    "bool", "bytes", "double", "fixed32", "fixed64", "float", "int32", "int64", "map", "sfixed32",
    "sfixed64", "sint32", "sint64", "string", "uint32", "uint64",
};
static const char *const protobuf_constants[] = {
    "false", "true",
};
static const char *const python_keywords[] = {
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
};
static const char *const python_types[] = {
    "bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list",
    "memoryview", "object", "set", "slice", "str", "tuple", "type",
};
static const char *const python_constants[] = {
    "Ellipsis", "False", "None", "NotImplemented", "True", "__file__", "__name__", "cls", "self",
};
static const char *const r_keywords[] = {
    "break", "else", "for", "function", "if", "in", "library", "next", "repeat", "require",
    "return", "while",
};
static const char *const r_constants[] = {
    "F", "FALSE", "Inf", "NA", "NA_character_", "NA_integer_", "NA_real_", "NULL", "NaN", "T",
    "TRUE",
};
static const char *const ruby_keywords[] = {
    "BEGIN", "END", "alias", "and", "attr_accessor", "attr_reader", "attr_writer", "begin",
    "break", "case", "class", "def", "defined?", "do", "else", "elsif", "end", "ensure", "extend",
    "for", "if", "in", "include", "module", "next", "not", "or", "private", "protected", "public",
    "raise", "redo", "require", "require_relative", "rescue", "retry", "return", "super", "then",
    "undef", "unless", "until", "when", "while", "yield",
};
static const char *const ruby_constants[] = {
    "__FILE__", "__LINE__", "false", "nil", "self", "true",
};
static const char *const ruby_functions[] = {
    "format", "gets", "lambda", "loop", "p", "print", "proc", "puts", "sprintf",
};
static const char *const rust_keywords[] = {
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum",
    "extern", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut",
    "pub", "ref", "return", "static", "struct", "super", "trait", "type", "union", "unsafe",
    "use", "where", "while", "yield",
};
static const char *const rust_types[] = {
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128",
    "u16", "u32", "u64", "u8", "usize",
};
static const char *const rust_constants[] = {
    "false", "self", "true",
};
static const char *const scala_keywords[] = {
    "abstract", "case", "catch", "class", "def", "derives", "do", "else", "end", "enum", "export",
    "extends", "extension", "final", "finally", "for", "forSome", "given", "if", "implicit",
    "import", "infix", "inline", "lazy", "macro", "match", "new", "object", "opaque", "open",
    "override", "package", "private", "protected", "return", "sealed", "super", "then", "this",
    "throw", "trait", "transparent", "try", "type", "using", "val", "var", "while", "with",
    "yield",
};
static const char *const scala_constants[] = {
    "false", "null", "true",
};
static const char *const shell_keywords[] = {
    "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in",
    "select", "then", "time", "until", "while",
};
static const char *const shell_constants[] = {
    "false", "true",
};
static const char *const shell_functions[] = {
    "alias", "bg", "bind", "break", "builtin", "cd", "command", "continue", "declare", "dirs",
    "disown", "echo", "enable", "eval", "exec", "exit", "export", "fc", "fg", "getopts", "hash",
    "help", "history", "jobs", "kill", "let", "local", "logout", "mapfile", "popd", "printf",
    "pushd", "pwd", "read", "readarray", "readonly", "return", "set", "shift", "shopt", "source",
    "suspend", "test", "times", "trap", "type", "typeset", "ulimit", "umask", "unalias", "unset",
    "wait",
};
static const char *const sql_keywords[] = {
    "add", "all", "alter", "analyze", "and", "any", "as", "asc", "begin", "between", "by",
    "cascade", "case", "cast", "check", "collate", "column", "commit", "conflict", "constraint",
    "create", "cross", "database", "default", "deferrable", "delete", "desc", "describe",
    "distinct", "drop", "else", "end", "escape", "except", "exists", "explain", "fetch", "filter",
    "first", "following", "for", "foreign", "from", "full", "function", "grant", "group",
    "having", "if", "ignore", "ilike", "in", "index", "inner", "insert", "intersect", "into",
    "is", "isolation", "join", "key", "last", "lateral", "left", "like", "limit", "materialized",
    "natural", "not", "nulls", "of", "offset", "on", "or", "order", "outer", "over", "partition",
    "preceding", "primary", "procedure", "range", "recursive", "references", "rename", "replace",
    "returning", "returns", "revoke", "right", "rollback", "row", "rows", "savepoint", "schema",
    "select", "set", "some", "table", "temp", "temporary", "then", "to", "transaction", "trigger",
    "truncate", "unbounded", "union", "unique", "update", "use", "using", "vacuum", "values",
    "view", "when", "where", "window", "with", "within",
};
static const char *const sql_types[] = {
    "array", "bigint", "binary", "bit", "blob", "bool", "boolean", "bytea", "char", "character",
    "clob", "date", "datetime", "decimal", "double", "enum", "float", "int", "int2", "int4",
    "int8", "integer", "interval", "json", "jsonb", "money", "nchar", "numeric", "nvarchar",
    "real", "serial", "smallint", "text", "time", "timestamp", "timestamptz", "tinyint", "uuid",
    "varbinary", "varchar", "varying", "xml",
};
static const char *const sql_constants[] = {
    "current_date", "current_time", "current_timestamp", "false", "null", "true",
};
static const char *const swift_keywords[] = {
    "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class",
    "continue", "convenience", "default", "defer", "deinit", "didSet", "do", "dynamic", "else",
    "enum", "extension", "fallthrough", "fileprivate", "final", "for", "func", "get", "guard",
    "if", "import", "in", "indirect", "infix", "init", "inout", "internal", "is", "isolated",
    "lazy", "let", "mutating", "nonisolated", "nonmutating", "open", "operator", "optional",
    "override", "package", "postfix", "prefix", "private", "protocol", "public", "repeat",
    "required", "rethrows", "return", "set", "some", "static", "struct", "subscript", "super",
    "switch", "throw", "throws", "try", "typealias", "unowned", "var", "weak", "where", "while",
    "willSet",
};
static const char *const swift_constants[] = {
    "Self", "false", "nil", "self", "true",
};
static const char *const typescript_keywords[] = {
    "abstract", "accessor", "as", "asserts", "async", "await", "break", "case", "catch", "class",
    "const", "continue", "debugger", "declare", "default", "delete", "do", "else", "enum",
    "export", "extends", "finally", "for", "from", "function", "get", "if", "implements",
    "import", "in", "infer", "instanceof", "interface", "is", "keyof", "let", "module",
    "namespace", "new", "of", "override", "private", "protected", "public", "readonly", "return",
    "satisfies", "set", "static", "super", "switch", "throw", "try", "type", "typeof", "unique",
    "var", "void", "while", "with", "yield",
};
static const char *const typescript_types[] = {
    "any", "bigint", "boolean", "never", "number", "object", "string", "symbol", "unknown",
    "void",
};
static const char *const typescript_constants[] = {
    "Infinity", "NaN", "false", "globalThis", "null", "this", "true", "undefined",
};
static const char *const yaml_constants[] = {
    "FALSE", "False", "NULL", "No", "Null", "TRUE", "True", "Yes", "false", "no", "null", "off",
    "on", "true", "yes",
};

static const struct lang_string strings_both[] = {
    {"\"", "\"", true, true},
    {"'", "'", true, true},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_both1[] = {
    {"\"", "\"", true, true},
    {"'", "'", false, true},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_c[] = {
    {"\"", "\"", true, false},
    {"'", "'", true, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_cmake[] = {
    {"\"", "\"", true, true},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_cs[] = {
    {"\"\"\"", "\"\"\"", false, true},
    {"@\"", "\"", false, true},
    {"\"", "\"", true, false},
    {"'", "'", true, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_dq[] = {
    {"\"", "\"", true, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_go[] = {
    {"`", "`", false, true},
    {"\"", "\"", true, false},
    {"'", "'", true, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_js[] = {
    {"`", "`", true, true},
    {"\"", "\"", true, false},
    {"'", "'", true, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_julia[] = {
    {"\"\"\"", "\"\"\"", true, true},
    {"\"", "\"", true, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_lines[] = {
    {"\"", "\"", true, true},
    {"'", "'", true, true},
    {"`", "`", true, true},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_ps[] = {
    {"@\"", "\"@", false, true},
    {"@'", "'@", false, true},
    {"\"", "\"", false, true},
    {"'", "'", false, true},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_py[] = {
    {"\"\"\"", "\"\"\"", true, true},
    {"'''", "'''", true, true},
    {"\"", "\"", true, false},
    {"'", "'", true, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_rust[] = {
    {"\"", "\"", true, true},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_sh[] = {
    {"'", "'", false, true},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_sql[] = {
    {"'", "'", false, true},
    {"\"", "\"", false, false},
    {"`", "`", false, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_swift[] = {
    {"\"\"\"", "\"\"\"", true, true},
    {"\"", "\"", true, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_toml[] = {
    {"\"\"\"", "\"\"\"", true, true},
    {"'''", "'''", false, true},
    {"\"", "\"", true, false},
    {"'", "'", false, false},
    {NULL, NULL, false, false},
};
static const struct lang_string strings_triple[] = {
    {"\"\"\"", "\"\"\"", true, true},
    {"\"", "\"", true, false},
    {"'", "'", true, false},
    {NULL, NULL, false, false},
};

static const char *const python_aliases[] = {
    "py", "python3", "py3", "ipython", "sage", "starlark", "bazel", "gyp", "pyi", "cython",
    "triton", NULL,
};
static const char *const bash_aliases[] = {
    "sh", "shell", "zsh", "ksh", "dash", "fish", "env", "dotenv", "shell-script", "shellscript",
    NULL,
};
static const char *const console_aliases[] = {
    "shell-session", "shellsession", "sh-session", "session", "terminal", "bash-session", "pycon",
    "doscon", NULL,
};
static const char *const c_aliases[] = {
    "h", NULL,
};
static const char *const cpp_aliases[] = {
    "c++", "cxx", "cc", "hpp", "hxx", "hh", "h++", NULL,
};
static const char *const cuda_aliases[] = {
    "cu", "cuh", "cuda-cpp", "cuda-c++", "hip", "opencl", "metal", "glsl", "hlsl", NULL,
};
static const char *const csharp_aliases[] = {
    "cs", "c#", NULL,
};
static const char *const java_aliases[] = {
    "groovy", "gradle", NULL,
};
static const char *const kotlin_aliases[] = {
    "kt", "kts", NULL,
};
static const char *const scala_aliases[] = {
    "sbt", NULL,
};
static const char *const go_aliases[] = {
    "golang", NULL,
};
static const char *const rust_aliases[] = {
    "rs", NULL,
};
static const char *const javascript_aliases[] = {
    "js", "node", "mjs", "cjs", "ecmascript", NULL,
};
static const char *const jsx_aliases[] = {
    "react", NULL,
};
static const char *const typescript_aliases[] = {
    "ts", "mts", "cts", NULL,
};
static const char *const json_aliases[] = {
    "jsonc", "json5", "jsonl", "ndjson", "geojson", "topojson", "webmanifest", "ipynb", NULL,
};
static const char *const yaml_aliases[] = {
    "yml", NULL,
};
static const char *const ini_aliases[] = {
    "cfg", "conf", "config", "properties", "desktop", "systemd", "editorconfig", "gitconfig",
    NULL,
};
static const char *const sql_aliases[] = {
    "mysql", "postgresql", "postgres", "psql", "sqlite", "plsql", "tsql", "hive", "bigquery",
    NULL,
};
static const char *const html_aliases[] = {
    "htm", "xhtml", "vue", "svelte", "jinja", "jinja2", "django", "handlebars", NULL,
};
static const char *const xml_aliases[] = {
    "svg", "xsd", "xsl", "xslt", "plist", "rss", "atom", "mathml", "opf", NULL,
};
static const char *const css_aliases[] = {
    "scss", "less", "sass", NULL,
};
static const char *const markdown_aliases[] = {
    "md", "mdx", "gfm", "commonmark", NULL,
};
static const char *const diff_aliases[] = {
    "patch", "udiff", NULL,
};
static const char *const dockerfile_aliases[] = {
    "docker", "containerfile", NULL,
};
static const char *const makefile_aliases[] = {
    "make", "mk", "gnumake", "bsdmake", NULL,
};
static const char *const cmake_aliases[] = {
    "cmakelists", NULL,
};
static const char *const powershell_aliases[] = {
    "ps", "ps1", "pwsh", "posh", "psm1", NULL,
};
static const char *const lua_aliases[] = {
    "luau", NULL,
};
static const char *const ruby_aliases[] = {
    "rb", "rake", "gemfile", "podfile", NULL,
};
static const char *const php_aliases[] = {
    "php3", "php7", "php8", NULL,
};
static const char *const perl_aliases[] = {
    "pl", "pm", NULL,
};
static const char *const r_aliases[] = {
    "rscript", "rlang", NULL,
};
static const char *const julia_aliases[] = {
    "jl", NULL,
};
static const char *const haskell_aliases[] = {
    "hs", NULL,
};
static const char *const protobuf_aliases[] = {
    "proto", "proto3", NULL,
};
static const char *const bibtex_aliases[] = {
    "bib", "biblatex", NULL,
};
static const char *const text_aliases[] = {
    "txt", "plain", "plaintext", "none", "nohighlight", "output", "log", "ascii", NULL,
};

const struct lang langs[] = {
    {.name = "python", .aliases = python_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_DECORATORS | LANG_PREFIXES,
     .line_comments = {"#"},
     .strings = strings_py,
     .keywords = {python_keywords, G_N_ELEMENTS(python_keywords)},
     .types = {python_types, G_N_ELEMENTS(python_types)},
     .constants = {python_constants, G_N_ELEMENTS(python_constants)}},
    {.name = "bash", .aliases = bash_aliases, .mode = LANG_SHELL,
     .line_comments = {"#"},
     .name_chars = "-", .strings = strings_sh,
     .keywords = {shell_keywords, G_N_ELEMENTS(shell_keywords)},
     .constants = {shell_constants, G_N_ELEMENTS(shell_constants)},
     .functions = {shell_functions, G_N_ELEMENTS(shell_functions)}},
    {.name = "console", .aliases = console_aliases, .mode = LANG_CONSOLE},
    {.name = "c", .aliases = c_aliases, .mode = LANG_CODE,
     .flags = LANG_PREPROCESSOR | LANG_CAPITALS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_c,
     .keywords = {c_keywords, G_N_ELEMENTS(c_keywords)},
     .types = {c_types, G_N_ELEMENTS(c_types)},
     .constants = {c_constants, G_N_ELEMENTS(c_constants)}},
    {.name = "cpp", .aliases = cpp_aliases, .mode = LANG_CODE,
     .flags = LANG_PREPROCESSOR | LANG_CAPITALS | LANG_RAW,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_c,
     .keywords = {cpp_keywords, G_N_ELEMENTS(cpp_keywords)},
     .types = {cpp_types, G_N_ELEMENTS(cpp_types)},
     .constants = {cpp_constants, G_N_ELEMENTS(cpp_constants)}},
    {.name = "cuda", .aliases = cuda_aliases, .mode = LANG_CODE,
     .flags = LANG_PREPROCESSOR | LANG_CAPITALS | LANG_RAW,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_c,
     .keywords = {cuda_keywords, G_N_ELEMENTS(cuda_keywords)},
     .types = {cuda_types, G_N_ELEMENTS(cuda_types)},
     .constants = {cuda_constants, G_N_ELEMENTS(cuda_constants)}},
    {.name = "csharp", .aliases = csharp_aliases, .mode = LANG_CODE,
     .flags = LANG_PREPROCESSOR | LANG_CAPITALS | LANG_CALLS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_cs,
     .keywords = {csharp_keywords, G_N_ELEMENTS(csharp_keywords)},
     .types = {csharp_types, G_N_ELEMENTS(csharp_types)},
     .constants = {csharp_constants, G_N_ELEMENTS(csharp_constants)}},
    {.name = "java", .aliases = java_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_DECORATORS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_triple,
     .keywords = {java_keywords, G_N_ELEMENTS(java_keywords)},
     .types = {java_types, G_N_ELEMENTS(java_types)},
     .constants = {java_constants, G_N_ELEMENTS(java_constants)}},
    {.name = "kotlin", .aliases = kotlin_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_DECORATORS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/", .block_nests = true,
     .strings = strings_triple,
     .keywords = {kotlin_keywords, G_N_ELEMENTS(kotlin_keywords)},
     .constants = {kotlin_constants, G_N_ELEMENTS(kotlin_constants)}},
    {.name = "scala", .aliases = scala_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_DECORATORS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/", .block_nests = true,
     .strings = strings_triple,
     .keywords = {scala_keywords, G_N_ELEMENTS(scala_keywords)},
     .constants = {scala_constants, G_N_ELEMENTS(scala_constants)}},
    {.name = "go", .aliases = go_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_CALLS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_go,
     .keywords = {go_keywords, G_N_ELEMENTS(go_keywords)},
     .types = {go_types, G_N_ELEMENTS(go_types)},
     .constants = {go_constants, G_N_ELEMENTS(go_constants)}},
    {.name = "rust", .aliases = rust_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_RUST,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/", .block_nests = true,
     .strings = strings_rust,
     .keywords = {rust_keywords, G_N_ELEMENTS(rust_keywords)},
     .types = {rust_types, G_N_ELEMENTS(rust_types)},
     .constants = {rust_constants, G_N_ELEMENTS(rust_constants)}},
    {.name = "javascript", .aliases = javascript_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_REGEX | LANG_DECORATORS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .name_chars = "$", .strings = strings_js,
     .keywords = {javascript_keywords, G_N_ELEMENTS(javascript_keywords)},
     .constants = {javascript_constants, G_N_ELEMENTS(javascript_constants)}},
    {.name = "jsx", .aliases = jsx_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_REGEX | LANG_TAGS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .name_chars = "$", .strings = strings_js,
     .keywords = {javascript_keywords, G_N_ELEMENTS(javascript_keywords)},
     .constants = {javascript_constants, G_N_ELEMENTS(javascript_constants)}},
    {.name = "typescript", .aliases = typescript_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_REGEX | LANG_DECORATORS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .name_chars = "$", .strings = strings_js,
     .keywords = {typescript_keywords, G_N_ELEMENTS(typescript_keywords)},
     .types = {typescript_types, G_N_ELEMENTS(typescript_types)},
     .constants = {typescript_constants, G_N_ELEMENTS(typescript_constants)}},
    {.name = "tsx", .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_REGEX | LANG_TAGS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .name_chars = "$", .strings = strings_js,
     .keywords = {typescript_keywords, G_N_ELEMENTS(typescript_keywords)},
     .types = {typescript_types, G_N_ELEMENTS(typescript_types)},
     .constants = {typescript_constants, G_N_ELEMENTS(typescript_constants)}},
    {.name = "json", .aliases = json_aliases, .mode = LANG_CODE,
     .flags = LANG_KEYS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_c,
     .constants = {json_constants, G_N_ELEMENTS(json_constants)}},
    {.name = "yaml", .aliases = yaml_aliases, .mode = LANG_YAML,
     .line_comments = {"#"},
     .constants = {yaml_constants, G_N_ELEMENTS(yaml_constants)}},
    {.name = "toml", .mode = LANG_INI,
     .line_comments = {"#"},
     .name_chars = "-", .strings = strings_toml,
     .constants = {ini_constants, G_N_ELEMENTS(ini_constants)}},
    {.name = "ini", .aliases = ini_aliases, .mode = LANG_INI,
     .line_comments = {"#", ";"},
     .name_chars = "-.", .strings = strings_both1,
     .constants = {ini_constants, G_N_ELEMENTS(ini_constants)}},
    {.name = "sql", .aliases = sql_aliases, .mode = LANG_CODE,
     .flags = LANG_CASELESS | LANG_AT,
     .line_comments = {"--"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_sql,
     .keywords = {sql_keywords, G_N_ELEMENTS(sql_keywords)},
     .types = {sql_types, G_N_ELEMENTS(sql_types)},
     .constants = {sql_constants, G_N_ELEMENTS(sql_constants)}},
    {.name = "html", .aliases = html_aliases, .mode = LANG_MARKUP,
     .block_open = "<!--", .block_close = "-->"},
    {.name = "xml", .aliases = xml_aliases, .mode = LANG_MARKUP,
     .block_open = "<!--", .block_close = "-->"},
    {.name = "css", .aliases = css_aliases, .mode = LANG_CSS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .name_chars = "-", .strings = strings_both},
    {.name = "markdown", .aliases = markdown_aliases, .mode = LANG_MARKDOWN,
     .block_open = "<!--", .block_close = "-->"},
    {.name = "diff", .aliases = diff_aliases, .mode = LANG_DIFF},
    {.name = "dockerfile", .aliases = dockerfile_aliases, .mode = LANG_DOCKER,
     .flags = LANG_CASELESS,
     .line_comments = {"#"},
     .name_chars = "-", .strings = strings_both1,
     .keywords = {docker_keywords, G_N_ELEMENTS(docker_keywords)}},
    {.name = "makefile", .aliases = makefile_aliases, .mode = LANG_MAKE,
     .line_comments = {"#"},
     .name_chars = "-", .strings = strings_sh,
     .keywords = {make_keywords, G_N_ELEMENTS(make_keywords)},
     .functions = {make_functions, G_N_ELEMENTS(make_functions)}},
    {.name = "cmake", .aliases = cmake_aliases, .mode = LANG_CODE,
     .flags = LANG_CASELESS | LANG_DOLLAR,
     .line_comments = {"#"}, .block_open = "#[[", .block_close = "]]",
     .strings = strings_cmake,
     .keywords = {cmake_keywords, G_N_ELEMENTS(cmake_keywords)},
     .constants = {cmake_constants, G_N_ELEMENTS(cmake_constants)}},
    {.name = "powershell", .aliases = powershell_aliases, .mode = LANG_CODE,
     .flags = LANG_CASELESS | LANG_DOLLAR,
     .line_comments = {"#"}, .block_open = "<#", .block_close = "#>",
     .name_chars = "-", .strings = strings_ps,
     .keywords = {powershell_keywords, G_N_ELEMENTS(powershell_keywords)}},
    {.name = "lua", .aliases = lua_aliases, .mode = LANG_CODE,
     .flags = LANG_LONG,
     .line_comments = {"--"},
     .strings = strings_c,
     .keywords = {lua_keywords, G_N_ELEMENTS(lua_keywords)},
     .constants = {lua_constants, G_N_ELEMENTS(lua_constants)}},
    {.name = "ruby", .aliases = ruby_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_AT | LANG_SYMBOLS | LANG_HEREDOC | LANG_SUFFIXES,
     .line_comments = {"#"}, .block_open = "=begin", .block_close = "=end",
     .strings = strings_lines,
     .keywords = {ruby_keywords, G_N_ELEMENTS(ruby_keywords)},
     .constants = {ruby_constants, G_N_ELEMENTS(ruby_constants)},
     .functions = {ruby_functions, G_N_ELEMENTS(ruby_functions)}},
    {.name = "php", .aliases = php_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_DOLLAR,
     .line_comments = {"//", "#"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_both,
     .keywords = {php_keywords, G_N_ELEMENTS(php_keywords)},
     .types = {php_types, G_N_ELEMENTS(php_types)},
     .constants = {php_constants, G_N_ELEMENTS(php_constants)}},
    {.name = "perl", .aliases = perl_aliases, .mode = LANG_CODE,
     .flags = LANG_DOLLAR | LANG_AT,
     .line_comments = {"#"},
     .strings = strings_both,
     .keywords = {perl_keywords, G_N_ELEMENTS(perl_keywords)},
     .constants = {perl_constants, G_N_ELEMENTS(perl_constants)},
     .functions = {perl_functions, G_N_ELEMENTS(perl_functions)}},
    {.name = "swift", .mode = LANG_CODE,
     .flags = LANG_CAPITALS | LANG_DECORATORS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/", .block_nests = true,
     .strings = strings_swift,
     .keywords = {swift_keywords, G_N_ELEMENTS(swift_keywords)},
     .constants = {swift_constants, G_N_ELEMENTS(swift_constants)}},
    {.name = "r", .aliases = r_aliases, .mode = LANG_CODE,
     .line_comments = {"#"},
     .name_chars = ".", .strings = strings_both,
     .keywords = {r_keywords, G_N_ELEMENTS(r_keywords)},
     .constants = {r_constants, G_N_ELEMENTS(r_constants)}},
    {.name = "julia", .aliases = julia_aliases, .mode = LANG_CODE,
     .flags = LANG_DECORATORS,
     .line_comments = {"#"}, .block_open = "#=", .block_close = "=#", .block_nests = true,
     .name_chars = "!", .strings = strings_julia,
     .keywords = {julia_keywords, G_N_ELEMENTS(julia_keywords)},
     .types = {julia_types, G_N_ELEMENTS(julia_types)},
     .constants = {julia_constants, G_N_ELEMENTS(julia_constants)}},
    {.name = "haskell", .aliases = haskell_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS,
     .line_comments = {"--"}, .block_open = "{-", .block_close = "-}", .block_nests = true,
     .name_chars = "'", .strings = strings_dq,
     .keywords = {haskell_keywords, G_N_ELEMENTS(haskell_keywords)},
     .constants = {haskell_constants, G_N_ELEMENTS(haskell_constants)}},
    {.name = "protobuf", .aliases = protobuf_aliases, .mode = LANG_CODE,
     .flags = LANG_CAPITALS,
     .line_comments = {"//"}, .block_open = "/*", .block_close = "*/",
     .strings = strings_c,
     .keywords = {protobuf_keywords, G_N_ELEMENTS(protobuf_keywords)},
     .types = {protobuf_types, G_N_ELEMENTS(protobuf_types)},
     .constants = {protobuf_constants, G_N_ELEMENTS(protobuf_constants)}},
    {.name = "bibtex", .aliases = bibtex_aliases, .mode = LANG_CODE,
     .flags = LANG_DECORATORS,
     .line_comments = {"%"},
     .name_chars = "-:", .strings = strings_dq,
     .constants = {bibtex_constants, G_N_ELEMENTS(bibtex_constants)}},
    {.name = "text", .aliases = text_aliases, .mode = LANG_PLAIN},
};
/* clang-format on */

const size_t n_langs = G_N_ELEMENTS(langs);

const struct lang *lang_find(const char *word, size_t n)
{
    for (size_t i = 0; i < n_langs; i++) {
        const struct lang *l = &langs[i];
        if (strlen(l->name) == n && g_ascii_strncasecmp(l->name, word, n) == 0)
            return l;
        for (const char *const *a = l->aliases; a != NULL && *a != NULL; a++)
            if (strlen(*a) == n && g_ascii_strncasecmp(*a, word, n) == 0)
                return l;
    }
    return NULL;
}
