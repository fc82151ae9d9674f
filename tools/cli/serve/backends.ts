import { findProgram, mavenFile, programFile } from "./programs";

/** A server that is running already, to which the calls of an API are sent. */
export interface RunningBackend {
    readonly api: string;
    /** URL without a path, such as `http://127.0.0.1:8000`. */
    readonly origin: string;
}

/** Reads the value of `--backend`, such as `orders=http://127.0.0.1:8000`; undefined if it is invalid. */
export function parseBackend(text: string): RunningBackend | undefined {
    const { api, url = "" } = /^(?<api>[^=]+)=(?<url>[^?#]+)$/.exec(text)?.groups ?? {};
    if (api === undefined || !URL.canParse(url)) return undefined;
    const { protocol, username, password, pathname, port, origin } = new URL(url);
    const isOrigin = protocol === "http:" && pathname === "/" && username === "" && password === "" && port !== "0";
    return isOrigin ? { api, origin } : undefined;
}

/**
 * Checks that each API has either a program in `app` or a running backend.
 * @param apis names of the stack's APIs.
 * @param projectFolder folder that holds `app`.
 * @returns one line for each problem.
 */
export function backendProblems(
    apis: readonly string[],
    backends: readonly RunningBackend[],
    projectFolder: string,
): string[] {
    const given = backends.map(({ api }) => api);
    const unknown = given.filter((api) => !apis.includes(api));
    const repeated = new Set(given.filter((api, index) => given.indexOf(api) < index));
    const missing = apis.filter((api) => !given.includes(api) && findProgram(api, projectFolder) === undefined);
    return [
        ...unknown.map((api) => `"--backend": got "${api}", want an API of the stack: ${apis.join(", ")}`),
        ...[...repeated].map((api) => `"--backend": got several URLs of "${api}", want one for each API`),
        ...missing.map(
            (api) =>
                `"${programFile(api)}": got no file, want the program of API "${api}", to run it here (or "${mavenFile(api)}", in Java), or "--backend ${api}=URL" with the URL of a server that is running already, such as http://127.0.0.1:8000`,
        ),
    ];
}
