import assert from "node:assert/strict";
import { DefinitionError } from "../../../../tools/service-emulator/state-machines/states-error";
import { machineOf, outputOf } from "./test-machine";

const end = { Type: "Pass", End: true };

function pass(parameters: object, input: unknown = {}): Promise<unknown> {
    return outputOf({ A: { Type: "Pass", Parameters: parameters, End: true } }, input);
}

describe("States", () => {
    it("choose and join data in the order of AWS", async () => {
        const state = {
            ...end,
            InputPath: "$.order",
            Parameters: { "id.$": "$.id", fixed: 1, list: [{ "all.$": "$" }] },
            ResultPath: "$.result.of",
            OutputPath: "$.result",
        };
        assert.deepEqual(await outputOf({ A: state }, { order: { id: 7 }, other: true }), {
            of: { id: 7, fixed: 1, list: [{ all: { id: 7 } }] },
        });
    });

    it("drop a result for the ResultPath null, and everything for the OutputPath null", async () => {
        assert.deepEqual(await outputOf({ A: { ...end, Result: 1, ResultPath: null } }, { a: 1 }), { a: 1 });
        assert.deepEqual(await outputOf({ A: { ...end, OutputPath: null } }, { a: 1 }), {});
    });

    it("read the context object, filters, wildcards and names that are no identifiers", async () => {
        const parameters = {
            "name.$": "$$.State.Name",
            "input.$": "$$.Execution.Input.items[1].n",
            "all.$": "$.items[*].n",
            "large.$": "$.items[?(@.n > 1)].n",
            "dashed.$": "$.with-dash['and space']",
        };
        const input = { items: [{ n: 1 }, { n: 2 }, { n: 3 }], "with-dash": { "and space": true } };
        assert.deepEqual(await pass(parameters, input), {
            name: "A",
            input: 2,
            all: [1, 2, 3],
            large: [2, 3],
            dashed: true,
        });
    });

    it("call intrinsic functions, also within one another", async () => {
        const calls = {
            "format.$": "States.Format('{} of {}: it\\'s \\{\\}', $.name, 3)",
            "json.$": "States.StringToJson($.json)",
            "text.$": "States.JsonToString($.list)",
            "array.$": "States.Array(1, 'two', null, true, $.name)",
            "contains.$": "States.ArrayContains($.list, 2)",
            "length.$": "States.ArrayLength(States.ArrayRange(1, 9, 2))",
            "sum.$": "States.MathAdd($.list[0], -3)",
            "encoded.$": "States.Base64Decode(States.Base64Encode('grün'))",
            "hash.$": "States.Hash('a', 'SHA-1')",
            "merged.$": "States.JsonMerge($.one, $.two, false)",
            "parts.$": "States.ArrayPartition($.list, 2)",
            "words.$": "States.StringSplit('a.b+c', '.+')",
            "unique.$": "States.ArrayUnique(States.Array(1, 1, 2))",
            "random.$": "States.MathRandom(10, 20)",
            "id.$": "States.UUID()",
        };
        const input = { name: "x", json: '{"a":[1]}', list: [1, 2, 3], one: { a: 1, b: 1 }, two: { b: 2 } };
        assert.deepEqual(await pass(calls, input), {
            format: "x of 3: it's {}",
            json: { a: [1] },
            text: "[1,2,3]",
            array: [1, "two", null, true, "x"],
            contains: true,
            length: 5,
            sum: -2,
            encoded: "grün",
            hash: "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8",
            merged: { a: 1, b: 2 },
            parts: [[1, 2], [3]],
            words: ["a", "b", "c"],
            unique: [1, 2],
            random: 15,
            id: "00000000-0000-4000-8000-000000000002",
        });
    });

    const rules: readonly [rule: object, input: unknown, applies: boolean][] = [
        [{ Variable: "$.a", StringEquals: "x" }, { a: "x" }, true],
        [{ Variable: "$.a", StringEquals: "1" }, { a: 1 }, false],
        [{ Variable: "$.a", StringMatches: "log-*.txt" }, { a: "log-1.txt" }, true],
        [{ Variable: "$.a", StringMatches: "a\\*" }, { a: "ab" }, false],
        [{ Variable: "$.a", NumericGreaterThanEquals: 3 }, { a: 3 }, true],
        [{ Variable: "$.a", NumericLessThanPath: "$.b" }, { a: 1, b: 2 }, true],
        [{ Variable: "$.a", BooleanEquals: true }, { a: true }, true],
        [{ Variable: "$.a", TimestampLessThan: "2026-01-01T01:00:00Z" }, { a: "2026-01-01T01:30:00+01:00" }, true],
        [{ Variable: "$.a", IsPresent: false }, {}, true],
        [{ Variable: "$.a", IsNull: true }, { a: null }, true],
        [{ Variable: "$.a", IsTimestamp: true }, { a: "2026" }, false],
        [
            { And: [{ Variable: "$.a", IsNumeric: true }, { Not: { Variable: "$.a", NumericEquals: 1 } }] },
            { a: 2 },
            true,
        ],
        [
            {
                Or: [
                    { Variable: "$.a", NumericEquals: 1 },
                    { Variable: "$.a", IsString: true },
                ],
            },
            { a: true },
            false,
        ],
    ];
    for (const [rule, input, applies] of rules) {
        it(`${applies ? "apply" : "do not apply"} the rule ${JSON.stringify(rule)} to ${JSON.stringify(input)}`, async () => {
            const choice = { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" };
            const states = { A: choice, Yes: { ...end, Result: true }, No: { ...end, Result: false } };
            assert.equal(await outputOf(states, input), applies);
        });
    }

    const unknown: readonly [what: string, states: object, message: RegExp][] = [
        ["field", { A: { ...end, HeartbeatSeconds: 3 } }, /States\.A: Unrecognized key: "HeartbeatSeconds"/],
        ["state type", { A: { Type: "Sleep", End: true } }, /States\.A\.Type/],
        [
            "resource",
            { A: { Type: "Task", Resource: "arn:aws:states:::ecs:runTask.sync", End: true } },
            /ecs:runTask\.sync/,
        ],
        ["function", { A: { ...end, Parameters: { "a.$": "States.Nope()" } } }, /"States\.Nope"/],
        ["operator", { A: { Type: "Choice", Choices: [{ Variable: "$.a", StringIsh: 1, Next: "A" }] } }, /"StringIsh"/],
        ["state", { A: { Type: "Pass", Next: "B" } }, /A: there is no state "B"/],
        ["path", { A: { ...end, InputPath: "$.a[" } }, /States\.A\.InputPath.*JSONPath/],
        ["query language", { A: { ...end, QueryLanguage: "JSONata" } }, /QueryLanguage/],
        ["end", { A: { Type: "Pass" } }, /A: a state has either Next or End/],
        [
            "Map mode",
            {
                A: {
                    Type: "Map",
                    ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED" }, StartAt: "B", States: { B: end } },
                    End: true,
                },
            },
            /ItemProcessor\.ProcessorConfig\.Mode/,
        ],
        [
            "inner state",
            { A: { Type: "Parallel", Branches: [{ StartAt: "C", States: { B: end } }], End: true } },
            /StartAt: there is no state "C"/,
        ],
        [
            "order of retriers",
            {
                A: {
                    Type: "Parallel",
                    Branches: [{ StartAt: "B", States: { B: end } }],
                    Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["X"] }],
                    End: true,
                },
            },
            /States\.ALL must be alone/,
        ],
    ];
    for (const [what, states, message] of unknown) {
        it(`with an unknown ${what} are rejected when they are read`, () => {
            assert.throws(
                () => machineOf({ StartAt: "A", States: states }),
                (error) => error instanceof DefinitionError && message.test(error.message),
            );
        });
    }

    it("fail at a path that leads nowhere, which States.ALL does not catch", async () => {
        const inner = { StartAt: "B", States: { B: { ...end, InputPath: "$.no" } } };
        const parallel = { Type: "Parallel", Branches: [inner], Catch: [{ ErrorEquals: ["States.ALL"], Next: "C" }] };
        const execution = machineOf({ StartAt: "A", States: { A: { ...parallel, End: true }, C: end } }).start("{}");
        await execution.ended;
        assert.equal(execution.status, "FAILED");
        assert.equal(execution.error?.error, "States.Runtime");
        assert.match(
            String(execution.error?.errorCause),
            /^An error occurred while executing the state 'B' \(entered at the event id #4\)\. Invalid path '\$\.no'/,
        );
    });

    it("end in an error after 25,000 events instead of never", async () => {
        const states = { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } };
        const execution = machineOf({ StartAt: "A", States: states }).start("{}");
        await execution.ended;
        assert.match(String(execution.error?.errorCause), /maximum number of history events/);
    });
});
