import assert from "node:assert/strict";
import { changed, problemsOf } from "./example";

const int32 = 2147483647;
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const role = (name: string) => ({ principalArn: `arn:aws:iam::123456789012:role/${name}`, access: "view" });
const blocks = (count: number) => Array.from({ length: count }, (_, index) => `8.8.${index}.0/24`);
const origin = (allowOrigin: string) => ({ allowOrigin });
const headers = (allowHeaders: string[]) => ({ allowOrigin: "*", allowHeaders });

/** Values on both sides of each limit: those that AWS, EKS, the provider or browsers accept, and those that they do not. */
const limits: readonly (readonly [path: string, accepted: readonly unknown[], rejected: readonly unknown[]])[] = [
    ["namespace", ["apis", "a".repeat(63)], ["a".repeat(64), "a_b", "default", "kube-x"]],
    ["logRetentionDays", [1, 1096, 2192, 2557, 2922, 3288, 3653], [0, 2, 3654, "30"]],
    [
        "network.cidrBlock",
        ["10.0.0.0/16", "10.0.0.0/24", "172.17.0.0/16", "198.19.0.0/16", "100.64.0.0/16", "52.0.0.0/16"],
        ["10.0.0.0/15", "10.0.0.0/25", "0.1.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.0.0.0/16", "239.1.0.0/16"],
    ],
    [
        "network.availabilityZones",
        [2, 6, ["us-east-1a", "us-east-1f"], ["use1-az1", "us-east-1b"]],
        [
            1,
            7,
            [],
            ["us-east-1a"],
            ["us-east-1a", "us-east-1a"],
            ["us-east-1a", "b"],
            ["us-west-2-lax-1a", "us-west-2a"],
            ["use1-az1", "use1"],
        ],
    ],
    ["network.availabilityZoneCidrMask", [17, 25], [16, 26, 18.5, "19"]],
    [
        "cluster.publicEndpointCidrs",
        [["0.0.0.0/0"], blocks(40)],
        [blocks(41), ["10.0.0.0/8"], ["127.0.0.1/32"], ["169.254.169.254/32"], ["224.0.0.0/4"], ["::/0"]],
    ],
    [
        "cluster.privateEndpointCidrs",
        [[], ["10.100.0.0/16", "172.16.0.0/12", "192.168.1.1/32", "100.64.0.0/10"]],
        [
            ["18.184.0.0/16"],
            ["0.0.0.0/0"],
            ["100.0.0.0/8"],
            ["10.100.0.1/16"],
            ["10.0.0.0/8", "10.0.0.0/8"],
            "10.0.0.0/8",
        ],
    ],
    [
        "cluster.accessEntries",
        [{ a: role("a") }, { a: role(`team/path/${"r".repeat(64)}`) }, { a: role("AWSReservedSSO_x_1@y.z") }],
        [
            { a: role("r".repeat(65)) },
            { a: role("a b") },
            { a: role("*") },
            { a: role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS") },
            { a: role("a"), b: role("a") },
        ],
    ],
    ["cluster.nodeGroup.instanceType", ["m7i.large", "u-6tb1.metal", "m7g.large"], ["large", "M7i.large", "m7i"]],
    ["cluster.nodeGroup.maxNodes", [2, 450], [0, 451, 2.5]],
    ["apis", [{ ["a".repeat(40)]: { image: "a:1", port: 1 } }], [{ ["a".repeat(41)]: { image: "a:1", port: 1 } }]],
    [
        "apis.pictures.image",
        [
            "a:1",
            "localhost:5000/team/a_b/c__d/e-f:1.0_x-Y",
            `registry.example.com/pictures@${digest}`,
            `pictures:1@${digest}`,
            "[::1]:5000/a:1",
            `a:${"t".repeat(128)}`,
            `${"a".repeat(255)}:1`,
            `a@sha512:${"0".repeat(128)}`,
        ],
        [
            "pictures",
            "registry.example.com:5000/pictures",
            "registry.example.com/Pictures:1",
            "https://registry.example.com/pictures:1",
            "pictures:",
            "pictures:1:2",
            "pictures:-1",
            `a:${"t".repeat(129)}`,
            `${"a".repeat(256)}:1`,
            "pictures@sha256:abc",
            `pictures@${digest.toUpperCase()}`,
            `pictures@md5:${"0".repeat(32)}`,
            " pictures:1",
            "a//b:1",
            "a..b:1",
            "-a:1",
        ],
    ],
    ["apis.pictures.port", [1, 65535], [0, 65536, 80.5]],
    ["apis.pictures.maxReplicas", [2, 1000], [1, 1001]],
    ["apis.pictures.cpu", ["1m", "250m", "0.001", "1.5", "1920"], ["0", "0.5m", "0.0005", "1921", "1e3", "100u", "-1"]],
    [
        "apis.pictures.memory",
        ["256Mi", "1.5Gi", "500M", "1Ti", "32Ti"],
        ["256", "400m", "0Mi", "33Ti", "0.1k5", "0.0001Ki", "256MB", "256mi"],
    ],
    ["apis.pictures.livenessPath", ["/healthz", "/h?full=1", "/é"], ["healthz", "/a b", "/a#b"]],
    [
        "apis.pictures.readinessPath",
        ["/readyz", "/r?full=1", `/${"a".repeat(1023)}`],
        ["readyz", "/a b", "/a#b", "/é", `/${"a".repeat(1024)}`],
    ],
    ["apis.pictures.healthPath", ["/", "/health"], ["health", "/a b", "/é"]],
    [
        "apis.pictures.environment",
        [{}, { LOG_LEVEL: "debug" }, { a: "" }],
        [{ PORT: "1" }, { AWS_REGION: "eu-west-1" }, { "A-B": "" }, { RETRIES: 3 }, { _X: "" }],
    ],
    [
        "apis.pictures.access",
        [
            [],
            [{ actions: ["s3:GetObject", "s3:List*"], resources: ["arn:aws:s3:::photos/*"] }],
            [{ actions: ["cloudwatch:PutMetricData"], resources: ["*"] }],
        ],
        [
            [{ actions: ["*"], resources: ["*"] }],
            [{ actions: [], resources: ["*"] }],
            [{ actions: ["s3:GetObject"], resources: ["photos"] }],
            [{ actions: ["s3:GetObject"] }],
        ],
    ],
    [
        "apis.pictures.binaryMediaTypes",
        [[], ["image/png", "application/vnd.oci.image+gzip"], ["*/*"]],
        [["image/*"], ["png"], ["image/png; q=1"], ["application/json"], ["application/problem+json"], "*/*"],
    ],
    ["apis.pictures.table.partitionKey", ["a".repeat(255)], ["a".repeat(256), ""]],
    [
        "gateway.cors",
        [origin("*"), origin("https://www.example.com"), origin("http://localhost:3000"), headers(["x-api-key"])],
        [
            origin("https://*.example.com"),
            origin("https://example.com/"),
            origin("https://example.com/app"),
            origin("https://example.com:443"),
            origin("https://Example.com"),
            origin("https://user@example.com"),
            origin("https://exa mple.com"),
            origin("null"),
            headers(["Content-Type"]),
            headers([]),
            headers(["X-Api-Key", "a b"]),
        ],
    ],
    ["stages", [{ ["s".repeat(128)]: {} }, { a_b: {} }], [{ ["s".repeat(129)]: {} }, { "a.b": {} }, { $default: {} }]],
    ["stages.Test.cache.ttlSeconds", [0, 3600], [-1, 3601, 1.5]],
    ["stages.Test.cache.sizeGb", [0.5, 237], [0.6, 236]],
    ["stages.Test.throttle", [{ requestsPerSecond: 0.5, burst: int32 }], [{ requestsPerSecond: 1, burst: int32 + 1 }]],
    [
        "plans.standard",
        [{ requestsPerSecond: 1e9, burst: int32, quota: { requests: int32, per: "day" } }],
        [
            { requestsPerSecond: 1, burst: int32 + 1 },
            { requestsPerSecond: 1, burst: 1, quota: { requests: int32 + 1, per: "day" } },
            { requestsPerSecond: Number.POSITIVE_INFINITY, burst: 1 },
            { requestsPerSecond: 1, burst: 1, quota: { requests: 0, per: "day" } },
        ],
    ],
    ["clients", [{ ["c".repeat(128)]: "standard" }], [{ ["c".repeat(129)]: "standard" }]],
];

describe("The limits of the settings", () => {
    for (const [path, accepted, rejected] of limits) {
        for (const value of accepted) {
            it(`accept ${path} ${shortened(value)}`, () => assert.deepEqual(problemsOf(changed(path, value)), []));
        }
        for (const value of rejected) {
            it(`reject ${path} ${shortened(value)} with one message`, () => {
                const problems = problemsOf(changed(path, value));
                assert.equal(problems.length, 1, problems.join("\n"));
                assert.match(problems[0] ?? "", new RegExp(`^gatehouse:${path}[^:]*: got .+, want .+`));
            });
        }
    }

    it("keep the partition of a principal to that of the region", () => {
        const entries = { a: { principalArn: "arn:aws-cn:iam::123456789012:role/a", access: "view" } };
        const problems = (region?: string) => problemsOf(changed("cluster.accessEntries", entries), region);
        assert.deepEqual(problems("cn-north-1"), []);
        assert.deepEqual(problems("eusc-de-east-1"), []);
        assert.deepEqual(problems(), []);
        assert.deepEqual(problems("eu-central-1"), [
            'gatehouse:cluster.accessEntries.a.principalArn: got "arn:aws-cn:iam::123456789012:role/a", want a principal of partition aws, to which eu-central-1 belongs',
        ]);
        assert.match(problems("us-gov-west-1")[0] ?? "", /partition aws-us-gov/);
    });

    it("are given with the reason", () => {
        const wants: readonly (readonly [path: string, value: unknown, want: RegExp])[] = [
            ["network.cidrBlock", "169.254.0.0/16", /169\.254\.0\.0\/16 is link-local \(RFC 3927\)$/],
            ["gateway.cors", origin("https://*.example.com"), /browsers know no wildcard inside an origin$/],
            [
                "gateway.cors",
                origin("https://example.com/"),
                /want "https:\/\/example\.com", the form in which browsers/,
            ],
            ["gateway.cors", headers(["Content-Type"]), /without which no browser can send the key/],
            ["cluster.publicEndpointCidrs", blocks(41), /a quota of EKS that AWS does not raise$/],
            ["apis.pictures.readinessPath", "/é", /as Elastic Load Balancing accepts no others$/],
        ];
        for (const [path, value, want] of wants) assert.match(problemsOf(changed(path, value)).join("\n"), want);
    });
});

function shortened(value: unknown): string {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 57)}… (${text.length})` : text;
}
