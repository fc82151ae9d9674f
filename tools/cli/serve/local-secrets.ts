import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { mapValues } from "../../../infra/map-values";
import type { DeployedApi } from "../../gateway-emulator/state/deployed-api";
import type { DeployedHttpApi } from "../../http-emulator/state/deployed-http-api";
import { UsageError } from "../terminal/usage-error";
import type { ServeFlags } from "./flags";

/** The secrets of programs that run here, where neither the values of the stack's file nor Secrets Manager can be read. */
export interface LocalSecrets {
    /** Says which programs get placeholders, and how they get values; undefined if none does. */
    readonly notice: string | undefined;
    /** Returns the APIs with the secrets of their programs in their environment. */
    addTo(apis: DeployedApis): DeployedApis;
}

interface DeployedApis {
    readonly api: DeployedApi | undefined;
    readonly http: DeployedHttpApi | undefined;
}

type Apis = Readonly<Record<string, { readonly secrets: Readonly<Record<string, string>> }>>;
type Values = Readonly<Record<string, string | undefined>>;

/** Value of a secret that was not given. */
const placeholder = "local-placeholder";

/**
 * Finds the secrets of a stack's APIs in a file, then in the environment of this process, under the name of the variable; the file may
 * say `<api>.<VARIABLE>`. A secret that is in neither gets a placeholder.
 * @throws {UsageError} where the file cannot be read.
 */
export function localSecrets(
    apis: Apis,
    { "secrets-file": file, backend }: Pick<ServeFlags, "secrets-file" | "backend">,
): LocalSecrets {
    const given: Values = { ...process.env, ...(file !== undefined && readSecrets(file)) };
    const values = mapValues(apis, ({ secrets }, api) =>
        mapValues(secrets, (_, name) => given[`${api}.${name}`] ?? given[name] ?? placeholder),
    );
    const running = backend.map(({ api }) => api);
    const missing = Object.entries(values)
        .filter(([api]) => !running.includes(api))
        .flatMap(([api, own]) =>
            Object.keys(own).flatMap((name) => (own[name] === placeholder ? `${api}.${name}` : [])),
        );
    return { notice: noticeOf(missing), addTo: (deployed) => withSecrets(deployed, values) };
}

function readSecrets(file: string): Values {
    try {
        return parseEnv(readFileSync(file, "utf8"));
    } catch (error) {
        if (!(error instanceof Error && "code" in error)) throw error;
        const want = "a file with a line NAME=value for each secret";
        throw new UsageError([`"--secrets-file": got "${file}", which cannot be read (${error.code}), want ${want}`]);
    }
}

function noticeOf(missing: readonly string[]): string | undefined {
    const [first] = missing;
    if (first === undefined) return undefined;
    return [
        `Secrets that have the value "${placeholder}": ${missing.join(", ")}`,
        `To give them others: --secrets-file FILE, with lines such as ${first}=value`,
    ].join("\n");
}

function withSecrets(
    { api, http }: DeployedApis,
    values: Readonly<Record<string, Readonly<Record<string, string>>>>,
): DeployedApis {
    const complete = <Program extends { readonly name: string; readonly environment: object }>(program: Program) => ({
        ...program,
        environment: { ...program.environment, ...values[program.name] },
    });
    return {
        api: api && {
            ...api,
            apps: mapValues(api.apps, (programs) => programs.map(complete)),
            functions: mapValues(api.functions, complete),
        },
        http: http && { ...http, targets: mapValues(http.targets, complete) },
    };
}
