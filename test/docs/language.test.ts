import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { pages, proseOf, root } from "./markdown";

/** Unidiomatic phrases, each with a plain alternative. */
const dialect: readonly (readonly [phrase: RegExp, plain: string])[] = [
    [/\bstands?\b(?! (out|alone))/i, "is, means or represents"],
    [/\bdearer\b/i, "costs more"],
    [/\bmend(s|ed|ing)?\b/i, "fix"],
    [/\banew\b/i, "again"],
    [/\bin vain\b/i, "without success"],
    [/\b(nobody|somebody)\b/i, "a noun"],
    [/\b(is|are) none\b/i, "is not a …"],
    [/\bof (its|their) own\b/i, "its own …"],
    [/\b(bears?|bore)\b/i, "has"],
    [/\bgood for nothing\b/i, "not valid"],
    [/\bnone the worse\b/i, "no-op"],
    [/\bwithout a word\b/i, "without a message"],
    [/\bjudg(e|es|ed|ing|ement|ements)\b/i, "check, result"],
    [/\bfaults?\b(?! inject)/i, "error, problem"],
    [/\bspelt\b/i, "written"],
    [/\ba text\b/i, "a string"],
    [/\bunsaid|unshown|unnamable|whence\b/i, "another word"],
    [/(^|[.:] )What (?![^.?]*\?)[a-z]/, "a sentence that begins with its subject"],
];

/** Returns the unidiomatic phrases in a line, each in its context and with an alternative. */
function dialectIn(text: string): string[] {
    return dialect.flatMap(([phrase, plain]) => {
        const match = phrase.exec(text);
        return match ? [`"${text.slice(Math.max(0, match.index - 30), match.index + 40)}": write ${plain}`] : [];
    });
}

function sources(): string[] {
    const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts"], {
        cwd: root,
        encoding: "utf8",
    });
    return files.trim().split("\n");
}

/** The comments of a file and the names of its tests. */
function wordsOf(text: string): string[] {
    const comments: string[] = [];
    const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
    const braces: number[] = [];
    for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
        // A template continues only after the brace that closes its expression.
        if (kind === ts.SyntaxKind.TemplateHead) braces.push(0);
        else if (kind === ts.SyntaxKind.OpenBraceToken && braces.length > 0) braces.push((braces.pop() ?? 0) + 1);
        else if (kind === ts.SyntaxKind.CloseBraceToken && braces.length > 0) {
            const depth = braces.pop() ?? 0;
            if (depth > 0) braces.push(depth - 1);
            else if (scanner.reScanTemplateToken(false) === ts.SyntaxKind.TemplateMiddle) braces.push(0);
        }
        if (kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia)
            comments.push(scanner.getTokenText());
    }
    const names = [...text.matchAll(/^\s*(?:describe|it)\(\s*(["`])(.*?)\1/gm)].map(([, , name = ""]) => name);
    // Lines of one comment are joined; quotations are not checked.
    const joined = comments.map((comment) =>
        comment.replaceAll(/^\s*(\/\*\*?|\*(?!\/)|\/\/)\s?|\s*\*\/$/gm, "").trim(),
    );
    return [...joined, ...names].map((words) => words.replaceAll(/`[^`]*`|"[^"]*"/g, "code").replaceAll("\n", " "));
}

describe("The language of the project", () => {
    for (const page of pages.filter((page) => !page.startsWith("test/"))) {
        it(`is plain in ${page}`, () => {
            const findings = proseOf(page)
                .split("\n")
                .flatMap((line) => dialectIn(line));
            assert.deepEqual(findings, []);
        });
    }

    it("is plain in comments and test names", () => {
        const findings = sources().flatMap((file) =>
            wordsOf(readFileSync(join(root, file), "utf8"))
                .flatMap(dialectIn)
                .map((finding) => `${file}: ${finding}`),
        );
        assert.deepEqual(findings, []);
    });

    it("is checked by a list that finds unidiomatic phrases", () => {
        assert.equal(dialectIn("What is not known stands for nobody.").length, 3);
        assert.deepEqual(dialectIn("What happens if a value is unknown? It is a violation."), []);
        assert.deepEqual(wordsOf('/** A text. */ const x = `// no ${"comment"} // here`; // one'), ["A text.", "one"]);
    });
});
