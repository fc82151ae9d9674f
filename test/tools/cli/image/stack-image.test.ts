import assert from "node:assert/strict";
import { withImage } from "../../../../tools/cli/image/stack-image";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

const reference = `registry.example.com/pictures@sha256:${"f".repeat(64)}`;

describe("the image in the text of a stack's file", () => {
    const textOf = (apis: string) => `config:\n  gatehouse:apis:\n${apis}`;
    const edited = (apis: string) => withImage("Pulumi.dev.yaml", textOf(apis), "pictures", reference).text;
    const problemsOf = (apis: string) => {
        try {
            edited(apis);
        } catch (error) {
            if (error instanceof UsageError) return error.problems;
            throw error;
        }
        return [];
    };

    const changeable: readonly [title: string, apis: string][] = [
        ["lines that end with CR LF", "    pictures:\r\n      build: app/pictures # here\r\n      port: 80\r\n"],
        ["no end of the last line", "    pictures:\n      port: 80\n      build: app/pictures"],
        ["an anchor that only the API itself has", "    pictures: &it { port: 80, build: app/pictures }\n"],
    ];
    for (const [title, apis] of changeable)
        it(`is replaced in a file with ${title}`, () => {
            assert.equal(edited(apis), textOf(apis).replace("build: app/pictures", `image: ${reference}`));
        });

    const unchangeable: readonly [title: string, apis: string][] = [
        ["another API refers to", "    pictures: { build: &folder app/pictures }\n    books: { build: *folder }\n"],
        ["another API has with all settings", "    pictures: &all { build: app/pictures }\n    books: *all\n"],
        ["is an alias", "    books: { build: &folder app/books }\n    pictures: { build: *folder }\n"],
        ["is a block", "    pictures:\n      build: >-\n        app/pictures\n      port: 80\n"],
        ["has a key that begins with ?", "    pictures:\n      ? build\n      : app/pictures\n      port: 80\n"],
    ];
    for (const [title, apis] of unchangeable)
        it(`is rejected where it would replace a value that ${title}`, () => {
            assert.deepEqual(problemsOf(apis), [
                '"Pulumi.dev.yaml": got no image or build that can be replaced, want one of them written out in one line at gatehouse:apis.pictures, with no alias that refers to it',
            ]);
        });
});
