import assert from "node:assert/strict";
import { changed, problemsOf } from "./example";

const json = (template: string) => ({ templates: { "application/json": template } });
const ofJson = "gatehouse:gateway.errors.THROTTLED.templates.application/json";
const problem = '{"type":"about:blank","title":$context.error.messageString,"instance":"$context.requestId"}';

const valid: readonly (readonly [what: string, response: object])[] = [
    ["a header alone", { headers: { "Retry-After": "1" } }],
    ["a status alone", { status: 503 }],
    [
        "expressions in headers",
        { headers: { "X-Request-Id": "context.requestId", "X-Q": "method.request.querystring.q" } },
    ],
    ["a variable of a stage", { headers: { "X-Backend": "stageVariables.picturesBackend" } }],
    ["problem+json", { ...json(problem), headers: { "Content-Type": "application/problem+json" } }],
    [
        "XML beside JSON",
        { templates: { "application/json": "{}", "application/xml": "<e>$context.error.message</e>" } },
    ],
    ["a number without quotes", json('{"at":$context.requestTimeEpoch}')],
    [
        "a dollar that is no variable, and a claim",
        json('{"price":"$5","sub":"$context.authorizer.claims.custom_tenant"}'),
    ],
];

const invalid: readonly (readonly [what: string, response: object, problem: RegExp])[] = [
    ["a success", { status: 200 }, /THROTTLED\.status: got 200, want an integer from 400 to 599$/],
    ["an unknown key", { body: "x" }, /THROTTLED\.body: got an unknown key, want one of status, headers, templates$/],
    [
        "a header's name",
        { headers: { "Retry After": "1" } },
        /headers\.Retry After: got the name "Retry After", want a header name$/,
    ],
    [
        "a header of API Gateway",
        { headers: { "x-amzn-ErrorType": "X" } },
        /want another header, as API Gateway sets this one itself$/,
    ],
    [
        "a header twice",
        { headers: { "retry-after": "1", "Retry-After": "2" } },
        /headers: got a map, want each header once, as their names have no case$/,
    ],
    [
        "quotes around a constant",
        { headers: { A: "'1'" } },
        /headers\.A: got "'1'", want "1", as single quotes are added to constants$/,
    ],
    ["a line break", { headers: { A: "1\n2" } }, /want a constant of printable ASCII without single quotes$/],
    [
        "a dollar in a header",
        { headers: { A: "$context.requestId" } },
        /want "context\.requestId", as expressions of headers have no \$$/,
    ],
    [
        "an unknown variable",
        { headers: { A: "context.requestID" } },
        /as it has no "\$context\.requestID" here; did you mean "\$context\.requestId"\?$/,
    ],
    [
        "an error's variable in a header",
        { headers: { A: "context.error.message" } },
        /as it has no "\$context\.error\.message" here/,
    ],
    [
        "a part of the body",
        { headers: { A: "method.request.body" } },
        /want context\.<variable>, stageVariables\.<name>, or method\.request\.header/,
    ],
    [
        "the client's key",
        { headers: { A: "method.request.header.X-Api-Key" } },
        /want another header, as "X-Api-Key" has a client's credentials$/,
    ],
    [
        "the key in a template",
        json('{"key":"$context.identity.apiKey"}'),
        /want the key's id, "\$context\.identity\.apiKeyId", as this is the value of the key$/,
    ],
    [
        "no JSON template",
        { templates: { "application/xml": "<e/>" } },
        /templates: got a map, want a template for application\/json too/,
    ],
    [
        "a media type in upper case",
        { templates: { "application/json": "{}", "Text/XML": "" } },
        /want a media type in lower case/,
    ],
    ["a directive", json('#set($x = 1){"x":"$context.stage"}'), /want no "#set", but substitution of variables only/],
    ["VTL's input", json('{"x":"$input.params"}'), /want no "\$input\.params", but substitution of variables only/],
    [
        "quotes around messageString",
        json('{"m":"$context.error.messageString"}'),
        /want \$context\.error\.messageString without quotes, as API Gateway quotes this value itself$/,
    ],
    [
        "a message without quotes",
        json('{"m":$context.error.message}'),
        /want "\$context\.error\.message" with quotes around it, as its value has none$/,
    ],
    ["broken JSON", json('{"m":$context.error.messageString'), /want JSON once the variables have values: /],
    [
        "a stage variable of no API",
        { headers: { A: "stageVariables.pictureBackend" } },
        /got "stageVariables\.pictureBackend", want one of the stage variables picturesLink, picturesBackend; did you mean "picturesBackend"\?$/,
    ],
];

describe("gatehouse:gateway.errors", () => {
    for (const [what, response] of valid) {
        it(`accepts ${what}`, () => {
            assert.deepEqual(problemsOf(changed("gateway.errors", { THROTTLED: response })), []);
        });
    }

    for (const [what, response, expected] of invalid) {
        it(`rejects ${what}`, () => {
            const problems = problemsOf(changed("gateway.errors", { THROTTLED: response }));
            assert.equal(problems.length, 1, problems.join("\n"));
            assert.match(problems[0] ?? "", expected);
        });
    }

    it("reports every problem of a template at its media type", () => {
        const response = json('{"a":"$context.stag","b":"$context.identity.apiKey"}');
        const problems = problemsOf(changed("gateway.errors", { THROTTLED: response }));
        assert.equal(problems.length, 2);
        assert.ok(
            problems.every((each) => each.startsWith(`${ofJson}: got "`)),
            problems.join("\n"),
        );
    });

    it("rejects an unknown type with the known ones", () => {
        const [only = ""] = problemsOf(changed("gateway.errors", { THROTLED: {} }));
        assert.match(
            only,
            /^gatehouse:gateway\.errors\.THROTLED: got the name "THROTLED", want one of ACCESS_DENIED, /,
        );
        assert.match(only, /; did you mean "THROTTLED"\?$/);
    });
});

describe("gatehouse:gateway.accessLog", () => {
    const cases: readonly (readonly [what: string, accessLog: object, expected: RegExp])[] = [
        [
            "an unknown variable",
            { extraFields: { ip: "$context.identity.sourceIP" } },
            /extraFields\.ip: got .* as it has no "\$context\.identity\.sourceIP" here; did you mean "\$context\.identity\.sourceIp"\?$/,
        ],
        [
            "the value of a key",
            { extraFields: { key: "$context.identity.apiKey" } },
            /want the key's id, "\$context\.identity\.apiKeyId", as this is the value of the key$/,
        ],
        [
            "a credential's header",
            { extraFields: { a: "$context.requestOverride.header.Authorization" } },
            /has a client's credentials$/,
        ],
        [
            "a quoted value",
            { extraFields: { m: "$context.error.messageString" } },
            /want "\$context\.error\.message", as this value has quotes of its own$/,
        ],
        [
            "a variable of VTL",
            { extraFields: { m: "$input.body" } },
            /extraFields\.m: got "\$input\.body", want a variable such as \$context\.requestId$/,
        ],
        [
            "a field's name",
            { extraFields: { "a-b": "$context.stage" } },
            /got the name "a-b", want letters, digits and _, with a letter first$/,
        ],
        [
            "no request id",
            { fields: { status: "$context.status" } },
            /fields: got a map, want a field with \$context\.requestId or \$context\.extendedRequestId/,
        ],
        [
            "too long a format",
            {
                extraFields: Object.fromEntries(
                    Array.from({ length: 70 }, (_, n) => [`field${n}`, "$context.responseLatency"]),
                ),
            },
            /accessLog: got a map, want fields whose format has at most 3072 bytes/,
        ],
    ];
    for (const [what, accessLog, expected] of cases) {
        it(`rejects ${what}`, () => {
            const problems = problemsOf(changed("gateway.accessLog", accessLog));
            assert.equal(problems.length, 1, problems.join("\n"));
            assert.match(problems[0] ?? "", expected);
        });
    }

    it("accepts claims, values of an authorizer, and fields in place of the default ones", () => {
        const accessLog = {
            fields: { id: "$context.extendedRequestId", tenant: "$context.authorizer.tenant_id" },
            extraFields: { sub: "$context.authorizer.claims.sub", waf: "$context.waf.status" },
        };
        assert.deepEqual(problemsOf(changed("gateway.accessLog", accessLog)), []);
    });
});
