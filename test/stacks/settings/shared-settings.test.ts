import assert from "node:assert/strict";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { problemsOf, validSettings } from "./example";

const api = { image: "registry/books:1", port: 5000, exposure: "shared" };
const page = { image: "registry/front:1", port: 3000 };
const withApis = (apis: object, sections: object = {}) => ({ ...validSettings, apis, ...sections });

describe("the settings of the shared gateway", () => {
    it("default to a load balancer for each API, and to a pinned nginx", () => {
        const { apis, sharedGateway, pages } = parseSettings(validSettings);
        assert.equal(apis.pictures?.exposure, "own");
        assert.equal(pages, undefined);
        const { image, ...others } = sharedGateway;
        assert.match(image, /^nginxinc\/nginx-unprivileged:1\.30\.\d+-alpine@sha256:[0-9a-f]{64}$/);
        assert.deepEqual(others, { replicas: 2, cpu: "100m", memory: "128Mi" });
    });

    it("take a single page beside at least one shared API", () => {
        assert.deepEqual(problemsOf(withApis({ books: api }, { pages: { "books-react": page } })), []);
        assert.deepEqual(problemsOf(withApis({ books: api }, { pages: { one: page, two: page } })), [
            "gatehouse:pages: got one, two, want a single page",
        ]);
    });

    it("check the container of a page as that of an API", () => {
        const settings = withApis({ books: api }, { pages: { front: { port: 3000, maxReplicas: 1 } } });
        assert.deepEqual(problemsOf(settings), [
            "gatehouse:pages.front: got neither of image and build, want exactly one of them",
            "gatehouse:pages.front.maxReplicas: got 1, want at least replicas, 2",
        ]);
    });

    it("reject names of which Kubernetes would have two", () => {
        assert.deepEqual(problemsOf(withApis({ books: api }, { pages: { books: page } })), [
            'gatehouse:pages.books: got the Deployment "books", which gatehouse:apis.books has, want another name',
        ]);
        const own = { ...api, exposure: "own" };
        assert.deepEqual(problemsOf(withApis({ books: api, "books-shared": own })), [
            'gatehouse:apis.books-shared: got the NetworkPolicy "books-shared", which gatehouse:apis.books has, want another name',
        ]);
        assert.deepEqual(
            problemsOf(withApis({ "shared-gateway": own, "books-lb": own, books: own, healthz: own })),
            [],
        );
    });
});
