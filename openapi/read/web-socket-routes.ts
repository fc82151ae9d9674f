import { z } from "zod";
import { problemsOf } from "../issues";
import { DocumentError, type FileLine, type FileMessage, type Problem, problemMessage, quote } from "../problem";
import { readYaml, syntaxProblems } from "./yaml";

/** A route of an API's WebSocket API. */
export interface WebSocketRoute {
    /** The file of its function, below the folder of the API. */
    readonly function: string;
    /** Whether the client gets what the function returns as a message. */
    readonly response: boolean;
    /** Where it is written. */
    readonly source: FileLine;
}

/** The routes of an API's WebSocket API besides those that Gatehouse answers, by the `action` of their messages. */
export type WebSocketRoutes = Readonly<Record<string, WebSocketRoute>>;

/** The file with the routes: its name, for messages, and its text. */
export interface WebSocketFile {
    readonly fileName: string;
    readonly text: string;
    /** Whether there is a file below the API's folder. */
    readonly exists: (path: string) => boolean;
}

/** The routes that Gatehouse answers. */
export const reservedRoutes: readonly string[] = ["$connect", "$disconnect", "$default"];

/**
 * Routes of a WebSocket API without those of Gatehouse: 300
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html).
 */
const maxRoutes = 300 - reservedRoutes.length;

const functionForm = "a file in TypeScript or JavaScript beside this one such as functions/status.ts";
const nameForm = "the `action` of its messages, of letters, digits, _ and -";
const routeForm = z.strictObject(
    {
        function: z.string({ error: functionForm }).regex(/^(?!\/)(?!.*\.\.)[\w./-]+\.[jt]s$/, { error: functionForm }),
        response: z.boolean({ error: "true or false" }).default(false),
    },
    { error: "a route such as { function: functions/status.ts, response: true }" },
);
const fileForm = z.strictObject(
    {
        routes: z.record(
            z
                .string()
                .refine((name) => !reservedRoutes.includes(name), {
                    error: `another name, as Gatehouse answers ${reservedRoutes.join(", ")}`,
                })
                .refine((name) => /^(\$.*|[A-Za-z0-9_-]{1,128})$/.test(name), { error: nameForm })
                .refine((name) => !name.startsWith("$") || reservedRoutes.includes(name), { error: nameForm }),
            routeForm,
            { error: "a map from the `action` of messages to a route" },
        ),
    },
    { error: "a map with the key routes" },
);

/**
 * Reads the routes of an API's WebSocket API, `app/<name>/websocket.yaml`.
 * @throws {DocumentError} with all problems of the file, each with its line.
 */
export function parseWebSocketRoutes({ fileName, text, exists }: WebSocketFile): WebSocketRoutes {
    const yaml = readYaml(text);
    if (yaml.errors.length > 0) throw new DocumentError(syntaxProblems(fileName, yaml));
    const fail = (problems: readonly Problem[]) => {
        const messages = problems.map(
            (problem): FileMessage => ({ fileName, line: yaml.lineOf(problem.at), message: problemMessage(problem) }),
        );
        return new DocumentError(messages.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
    };
    const result = fileForm.safeParse(yaml.value);
    if (!result.success) throw fail(problemsOf(fileForm, result.error.issues, yaml.value));
    const routes = Object.entries(result.data.routes);
    const missing = routes.filter(([, route]) => !exists(route.function));
    const problems = missing.map(([name, route]): Problem => {
        const want = "a file below the API's folder";
        return { at: ["routes", name, "function"], got: quote(route.function), want };
    });
    if (routes.length > maxRoutes)
        problems.push({
            at: ["routes"],
            got: `${routes.length} routes`,
            want: `at most ${maxRoutes} beside those of Gatehouse`,
        });
    if (problems.length > 0) throw fail(problems);
    return Object.fromEntries(
        routes.map(([name, route]) => [name, { ...route, source: { fileName, line: yaml.lineOf(["routes", name]) } }]),
    );
}
