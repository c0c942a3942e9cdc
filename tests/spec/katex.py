#!/usr/bin/env python3
"""katex.py DRIVER SUITES: every command that KaTeX knows, each in a sensible place, and its screenshot
formulas. Prints how many of each group are read. Fails when a group that must be whole is not, when less
than 95 % are read, or when a sign is not the character that the list says.
Exit status 77: the list is not there."""
import os
import subprocess
import sys

# groups that must be whole; what is not read in the others is listed when the test runs
WHOLE = """relation binary-operator arrow extensible-arrow big-operator operator-name accent accent-line
delimiter delimiter-open delimiter-close delimiter-size environment fraction-binomial font brace-stack
enclose-cancel spacing tag text text-symbol macro-def class-spacing ordinary inner punctuation root script
size style colour overlap phantom-smash link html-ext macro row-break rule verb""".split()
REFUSED = {r"\includegraphics", r"\reflectbox", r"\mathreflectbox"}
# signs for which a math font has a better character than the list's; and spaces
OTHER = {r"\vert": "|", r"\lvert": "|", r"\rvert": "|", r"\Vert": "‖", r"\|": "‖", r"\lVert": "‖", r"\rVert": "‖"}

PLACES = {  # where a command does not stand as a sign or before one argument
    r"\left": r"\left(x\right)", r"\right": r"\left(x\right)", r"\middle": r"\left(x\middle|y\right)",
    r"\begin": r"\begin{matrix}x\end{matrix}", r"\end": r"\begin{matrix}x\end{matrix}",
    r"\(": r"\text{\(x\)}", r"\)": r"\text{\(x\)}",
    r"\hline": r"\begin{array}{c}\hline x\\ \hline\end{array}",
    r"\hdashline": r"\begin{array}{c}\hdashline x\\ \hdashline\end{array}",
    r"\limits": r"\sum\limits_a^b", r"\nolimits": r"\sum\nolimits_a^b", r"\above": r"{a\above1pt b}",
    r"\genfrac": r"\genfrac(]{1pt}{1}{a}{b}", r"\color": r"\color{red}x", r"\textcolor": r"\textcolor{red}{x}",
    r"\colorbox": r"\colorbox{red}{x}", r"\fcolorbox": r"\fcolorbox{red}{blue}{x}",
    r"\raisebox": r"\raisebox{1em}{x}", r"\rule": r"\rule{1em}{1em}", r"\kern": r"\kern1em",
    r"\mkern": r"\mkern18mu", r"\mskip": r"\mskip18mu", r"\hskip": r"\hskip1em", r"\hspace": r"\hspace{1em}",
    r"\tmspace": r"\tmspace+{3mu}{.1667em}", r"\mathchoice": r"\mathchoice{a}{b}{c}{d}", r"\verb": r"\verb|x|",
    r"\href": r"\href{https://a.b/#c%d}{x}", r"\url": r"\url{https://a.b}",
    r"\newcommand": r"\newcommand{\x}[1]{y#1}\x{a}", r"\renewcommand": r"\renewcommand{\x}{y}\x",
    r"\providecommand": r"\providecommand{\x}{y}\x", r"\char": r"\char`x", r"\bgroup": r"\bgroup x\egroup",
    r"\egroup": r"\bgroup x\egroup", r"\TextOrMath": r"\TextOrMath{x}{y}", r"\not": r"\not=",
    r"\begin{CD}": r"\begin{CD}A@>a>b>B\\@VVV@AAA\\C@=D\end{CD}",
    r"\substack": r"\substack{a\\b}", r"\\": r"\begin{matrix}a\\b\end{matrix}",
}
ENVIRONMENT_ARGUMENTS = {"array": "{cc}", "darray": "{cc}", "subarray": "{c}", "alignat": "{2}",
                         "alignat*": "{2}", "alignedat": "{2}"}


def formula(name, group, kind, meaning):
    """A formula that uses the command; None for KaTeX's internal names."""
    if name in PLACES:
        return PLACES[name]
    if name.startswith("\\\\") or name == r"\]":
        return None
    if name.startswith(r"\begin{"):
        env = name[7:-1]
        return f"{name}{ENVIRONMENT_ARGUMENTS.get(env, '')}a&b\\\\c&d\\end{{{env}}}"
    if group == "fraction-binomial":
        infix = name[1:] in ("over", "atop", "choose", "brace", "brack")
        return f"{{a{name} b}}" if infix else f"{name}{{a}}{{b}}"
    if group == "text-symbol":
        return rf"\text{{{name}}}"
    if group == "delimiter-size":
        return f"{name}("
    if group == "brace-stack":
        return f"{name}{{x}}{{y}}"
    if group == "extensible-arrow":
        return f"{name}[a]{{b}}"
    if group == "html-ext":
        return f"{name}{{a=b}}{{x}}"
    if kind == "symbol":
        return f"a{name} b"
    if "#1" in meaning or kind == "function" or group in ("macro-def", "operator-name", "tag"):
        return f"{name}{{x}}"
    return f"a{name} b"


def run(driver, formulas):
    done = subprocess.run([driver], input="\x01".join(formulas), capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def read_screens(path):
    """The formulas of ss_data.yaml by name; {} without a YAML reader."""
    try:
        import yaml
    except ImportError:
        return {}
    screens = {}
    for name, value in yaml.safe_load(open(path, encoding="utf-8")).items():
        if isinstance(value, dict):
            macros = "".join(f"\\def{k}{{{v}}}" for k, v in (value.get("macros") or {}).items())
            value = macros + value["tex"]
        screens[name] = value
    return screens


def check_commands(driver, path):
    rows = []
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            fields = line.rstrip("\n").split("\t")
            tex = formula(*fields[:4])
            if tex is not None:
                rows.append((*fields[:4], tex))
    groups, failed, missed = {}, 0, 0
    for (name, group, kind, meaning, tex), answer in zip(rows, run(driver, [r[4] for r in rows])):
        good = answer.startswith("ok ")
        count = groups.setdefault(group, [0, 0])
        count[0] += good
        count[1] += 1
        if not good:
            missed += 1
            print(f"{name} ({group}): {tex}: {answer}")
            failed += group in WHOLE and name not in REFUSED
        elif kind == "symbol" and meaning.strip() and OTHER.get(name, meaning) not in answer.replace("\\\\", "\\"):
            print(f"{name}: {meaning} is not in {answer}")
            failed += 1
    for group, (good, all_) in sorted(groups.items()):
        print(f"{group:20} {good:4} of {all_:4}  {100 * good / all_:5.1f} %")
    share = 100 * (len(rows) - missed) / len(rows)
    print(f"{'all':20} {len(rows) - missed:4} of {len(rows):4}  {share:5.1f} %")
    return failed + (share < 95)


def check_screens(driver, path):
    screens = read_screens(path)
    refused = {"Includegraphics", "UnsupportedCmds"}
    failed = 0
    for name, answer in zip(screens, run(driver, list(screens.values())) if screens else []):
        if answer.startswith("ok ") == (name in refused):
            print(f"{name}: {answer[:200]}")
            failed += 1
    print(f"screenshots: {len(screens) - failed} of {len(screens)} as expected")
    return failed


def main():
    driver, suites = sys.argv[1:]
    folder = os.path.join(suites, "katex")
    if not os.path.exists(os.path.join(folder, "commands.txt")):
        print("skipped: no", folder)
        return 77
    failed = check_commands(driver, os.path.join(folder, "commands.txt"))
    failed += check_screens(driver, os.path.join(folder, "ss_data.yaml"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
