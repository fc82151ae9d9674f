import assert from "node:assert/strict";
import { problemsOf, validSettings } from "./example";

const { cluster: _, ...withoutCluster } = validSettings;
const own = { image: "registry/authors:1", port: 8080, runsOn: "instances" };
const on = (changes: object) => ({ ...withoutCluster, apis: { authors: { ...own, ...changes } } });

describe("the settings of an API on EC2", () => {
    it("give no secret a name that the commands on a machine read", () => {
        const names = ["PATH", "DOCKER_HOST", "LD_PRELOAD", "PYTHONPATH", "https_proxy"];
        const secrets = Object.fromEntries([...names, "PATH_TOKEN"].map((name) => [name, "a"]));
        const want = "another name on EC2, as the commands that start the container read it";
        assert.deepEqual(
            problemsOf(on({ secrets })),
            names.map((name) => `gatehouse:apis.authors.secrets.${name}: got the name "${name}", want ${want}`),
        );
        assert.deepEqual(problemsOf(on({ secrets, runsOn: "fargate" })), []);
    });

    it("need a network and no cluster", () => {
        assert.deepEqual(problemsOf(on({})), []);
        const { network: _network, ...bare } = on({});
        assert.match(problemsOf(bare).join(), /^gatehouse:network: got nothing, .*, as API "authors" runs on EC2$/);
    });

    it("accept a type of their architecture, and an image by id or the newest", () => {
        for (const changes of [
            { instanceType: "m7i.large" },
            { instanceType: "c7gn.16xlarge", architecture: "arm64" },
            { instanceType: "u7i-12tb.224xlarge" },
            { amiId: "ami-0123456789abcdef0" },
            { amiId: "latest" },
            { environment: { MESSAGE: "one line" } },
        ])
            assert.deepEqual(problemsOf(on(changes)), [], JSON.stringify(changes));
    });

    const only = (kinds: string) => `want no such key on EC2: ${kinds} it`;
    const problems: readonly [changes: object, problem: string][] = [
        [{ cpu: "250m" }, `cpu: got "250m", ${only("Kubernetes and Fargate have")}`],
        [{ memory: "1Gi" }, `memory: got "1Gi", ${only("Kubernetes, Fargate and Lambda have")}`],
        [{ livenessPath: "/live" }, `livenessPath: got "/live", ${only("Kubernetes has")}, with runsOn: kubernetes`],
        [
            { instanceType: "t4g.small" },
            'instanceType: got "t4g.small", want an instance type for amd64 such as t3.small, as its architecture is amd64',
        ],
        [
            { instanceType: "t3.small", architecture: "arm64" },
            'instanceType: got "t3.small", want an instance type for arm64 such as t4g.small, as its architecture is arm64',
        ],
        [{ instanceType: "large" }, 'instanceType: got "large", want an EC2 instance type such as t4g.small'],
        [{ amiId: "al2023" }, 'amiId: got "al2023", want the id of an AMI such as ami-0123456789abcdef0, or latest'],
        [
            { environment: { MESSAGE: "two\nlines" } },
            'environment.MESSAGE: got "two\\nlines", want a single line on EC2',
        ],
    ];
    for (const [changes, problem] of problems) {
        it(`are rejected with ${JSON.stringify(changes)}`, () =>
            assert.deepEqual(problemsOf(on(changes)), [`gatehouse:apis.authors.${problem}`]));
    }

    it("are rejected on Kubernetes and Fargate if only EC2 has them", () => {
        for (const [kind, title] of [
            ["kubernetes", "Kubernetes"],
            ["fargate", "Fargate"],
        ] as const) {
            const authors = { ...own, runsOn: kind, instanceType: "t3.small", amiId: "latest" };
            assert.deepEqual(problemsOf({ ...validSettings, apis: { authors } }), [
                `gatehouse:apis.authors.instanceType: got "t3.small", want no such key on ${title}: EC2 has it, with runsOn: instances`,
                `gatehouse:apis.authors.amiId: got "latest", want no such key on ${title}: EC2 has it, with runsOn: instances`,
            ]);
        }
    });

    it("share the ports of a load balancer with APIs on Fargate", () => {
        const [one, other] = ["api1620", "api0"];
        const apis = { [one]: { ...own, runsOn: "fargate" }, [other]: own };
        assert.deepEqual(problemsOf({ ...withoutCluster, apis }), [
            'gatehouse:apis.api0: got the name "api0", want another name, as that of "api1620" gives the same port at the load balancer',
        ]);
        assert.deepEqual(problemsOf({ ...withoutCluster, apis: { [one]: own, [other]: own } }), []);
    });
});
