import assert from "node:assert/strict";
import { DocumentError } from "../../openapi/problem";
import { parseWebSocketRoutes } from "../../openapi/read/web-socket-routes";

const fileName = "app/photos/websocket.yaml";
const read = (text: string) =>
    parseWebSocketRoutes({ fileName, text, exists: (path) => path.startsWith("functions/") });
const problemsOf = (text: string): readonly string[] => {
    try {
        read(text);
    } catch (error) {
        if (error instanceof DocumentError) return error.problems;
        throw error;
    }
    return [];
};

describe("the routes of a WebSocket API", () => {
    it("have a function, and a response if they say so", () => {
        const text =
            "routes:\n  status: { function: functions/status.ts, response: true }\n  note: { function: functions/note.js }";
        assert.deepEqual(read(text), {
            status: { function: "functions/status.ts", response: true, source: { fileName, line: 2 } },
            note: { function: "functions/note.js", response: false, source: { fileName, line: 3 } },
        });
    });

    it("are JSON or YAML", () => {
        assert.deepEqual(read('{"routes":{}}'), {});
    });

    it("cannot be those that Gatehouse answers", () => {
        assert.deepEqual(problemsOf("routes:\n  $connect: { function: functions/a.ts }"), [
            `"${fileName}" line 2: routes.$connect: got the name "$connect", want another name, as Gatehouse answers $connect, $disconnect, $default`,
        ]);
    });

    it("report every problem with its line", () => {
        const text = `routes:
  two words: { function: functions/a.ts }
  $status: { function: functions/a.ts }
  b: { function: ../a.ts }
  c: { function: functions/a.ts, respnse: true }
  d: { function: functions/a.ts, response: yes please }
  e: text
`;
        const problems = problemsOf(text);
        assert.deepEqual(
            problems.map((problem) => /line (\d+): (.*?): got/.exec(problem)?.slice(1).join(" ")),
            [
                "2 routes.two words",
                "3 routes.$status",
                "4 routes.b.function",
                "5 routes.c.respnse",
                "6 routes.d.response",
                "7 routes.e",
            ],
        );
        assert.match(problems[3] ?? "", /want one of function, response; did you mean "response"\?$/);
    });

    it("report files that do not exist", () => {
        assert.deepEqual(problemsOf("routes:\n  a:\n    function: other/a.ts"), [
            `"${fileName}" line 3: routes.a.function: got "other/a.ts", want a file below the API's folder`,
        ]);
    });

    it("report other keys, syntax errors and too many routes", () => {
        assert.match(
            problemsOf("routes: {}\nroute: {}")[0] ?? "",
            /line 2: route: got an unknown key, want one of routes; did you mean/,
        );
        assert.match(problemsOf("routes: [")[0] ?? "", /want YAML$/);
        assert.match(problemsOf("")[0] ?? "", /got nothing, want a map with the key routes$/);
        const many = [...Array(298).keys()].map((index) => `  r${index}: { function: functions/a.ts }`);
        assert.deepEqual(problemsOf(`routes:\n${many.join("\n")}`), [
            `"${fileName}" line 1: routes: got 298 routes, want at most 297 beside those of Gatehouse`,
        ]);
    });
});
