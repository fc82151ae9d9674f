import assert from "node:assert/strict";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { problemsOf, validSettings } from "./example";

const edge = { name: "www.shop.dev", hostedZone: "shop.dev" };
const withSite = (site: object, sections: object = { edge }) => ({
    ...validSettings,
    ...sections,
    site: { build: "app/books-react", ...site },
});

describe("the settings of a site", () => {
    it("are a folder and, by default, the output of the sample page", () => {
        assert.deepEqual(parseSettings(withSite({})).site, { build: "app/books-react", output: "dist/public" });
        assert.equal(parseSettings(withSite({ output: "build" })).site?.output, "build");
    });

    it("take folders of the project alone", () => {
        for (const build of ["/etc", "../shop", "app/../../shop", "app//shop", ""])
            assert.deepEqual(problemsOf(withSite({ build })), [
                `gatehouse:site.build: got ${JSON.stringify(build)}, want a folder of the project such as app/books-react`,
            ]);
    });

    it("need an edge, which alone serves them", () => {
        assert.deepEqual(problemsOf(withSite({}, {})), [
            'gatehouse:site.build: got "app/books-react", want `gatehouse:edge` beside it, as CloudFront alone serves a site',
        ]);
        // A problem of the edge is reported alone.
        assert.equal(problemsOf(withSite({}, { edge: { name: "www.shop.dev" } })).length, 1);
    });

    it("take an output that only the build writes to, as all of its files are public", () => {
        for (const output of [".", "./dist/..", "node_modules", "packages/node_modules/x", "dist/."])
            assert.equal(problemsOf(withSite({ output })).length, 1, output);
        assert.deepEqual(problemsOf(withSite({ output: "." })), [
            'gatehouse:site.output: got ".", want a folder that the build alone writes to, such as dist',
        ]);
    });

    it("take no folder of an API, whose code would be public", () => {
        const books = { build: "app/books", port: 5000 };
        assert.deepEqual(problemsOf(withSite({ build: "app/books" }, { edge, apis: { books } })), [
            'gatehouse:site.build: got "app/books", want a folder that is not that of an API, as of "books"',
        ]);
        for (const build of ["./app/books", "app/./books", "app/books/."])
            assert.equal(problemsOf(withSite({ build }, { edge, apis: { books } })).length, 1, build);
    });

    it("take a stage of the stack", () => {
        const [first = ""] = Object.keys(validSettings.stages);
        assert.deepEqual(problemsOf(withSite({ stage: first })), []);
        assert.match(
            problemsOf(withSite({ stage: "None" })).join(),
            /^gatehouse:site\.stage: got "None", want the name of a stage: /,
        );
    });
});
