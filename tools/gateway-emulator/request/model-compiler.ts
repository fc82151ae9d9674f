import Ajv, { type ValidateFunction } from "ajv-draft-04";
import type { DeployedApi } from "../state/deployed-api";
import { importedModel } from "./imported-model";
import { modelPattern } from "./model-pattern";

const options = {
    strict: false,
    validateFormats: false,
    logger: false,
    // Messages name all missing properties of an object.
    verbose: true,
} as const;

// It compiles the meta-schema once for all gateways, which takes longer than the models of most APIs.
const metaSchema = new Ajv(options);

/** Reports each model of a REST API's body that cannot be compiled; its message has one problem per line. */
export class ModelError extends Error {
    /** @param problems one line each. */
    constructor(readonly problems: readonly string[]) {
        super(problems.join("\n"));
        this.name = "ModelError";
    }
}

interface Compiled {
    readonly isValid?: ValidateFunction | undefined;
    readonly problems: readonly string[];
}

/**
 * Compiles the models of an API as API Gateway imports them: JSON Schema draft 4. Formats are not checked, as no source
 * says that AWS checks them.
 */
export class ModelCompiler {
    private readonly invalidPatterns = new Map<string, string>();
    private readonly ajv = new Ajv({
        ...options,
        // By `metaSchema` instead.
        validateSchema: false,
        code: { regExp: this.patternEngine() },
    });
    private readonly models: Readonly<Record<string, unknown>>;
    /** By the JSON of the schema. */
    private readonly compiled = new Map<string, Compiled>();
    /** The operations whose bodies a model with a problem validates, by the problem. */
    private readonly users = new Map<string, string[]>();

    constructor(private readonly api: DeployedApi) {
        this.models = Object.fromEntries(
            Object.entries(api.models).map(([name, model]) => [name, importedModel(model)]),
        );
    }

    /** Compiles a schema; notes the problems of an invalid one and returns undefined. @param user such as `POST /users`. */
    compile(schema: object, user: string): ValidateFunction | undefined {
        // Generated documents repeat a schema for each media type, and most operations share models.
        const text = JSON.stringify(schema);
        const { isValid, problems } = this.compiled.get(text) ?? this.compileOnce(schema);
        this.compiled.set(text, { isValid, problems });
        for (const problem of problems) this.users.set(problem, [...(this.users.get(problem) ?? []), user]);
        return isValid;
    }

    private compileOnce(schema: object): Compiled {
        this.invalidPatterns.clear();
        const root = { components: { schemas: this.models }, allOf: [importedModel(schema)] };
        try {
            metaSchema.validateSchema(root, true);
            const isValid = this.ajv.compile(root);
            if (this.invalidPatterns.size === 0) return { isValid, problems: [] };
            const problems = [...this.invalidPatterns].map(([pattern, reason]) => {
                const want = `a regular expression that Java and JavaScript share (${reason})`;
                return `${this.placeOf(pattern, schema)}"pattern": got "${pattern}", want ${want}`;
            });
            return { problems };
        } catch (error) {
            // Ajv throws plain errors only: for a schema that the meta-schema rejects, or a broken reference.
            if (!(error instanceof Error)) throw error;
            return { problems: [this.schemaProblem(error, schema)] };
        }
    }

    /** @throws {ModelError} if a schema could not be compiled. */
    assertCompiled(): void {
        if (this.users.size === 0) return;
        const lines = [...this.users].map(
            ([problem, users]) => `REST API "${this.api.name}": ${problem}; validates ${users.join(", ")}`,
        );
        throw new ModelError(lines);
    }

    private patternEngine() {
        const compile = (pattern: string): RegExp => {
            const compiled = modelPattern(pattern);
            if (compiled instanceof RegExp) return compiled;
            this.invalidPatterns.set(pattern, compiled.reason);
            return /(?!)/;
        };
        return Object.assign(compile, { code: "new RegExp" });
    }

    private schemaProblem(error: Error, schema: object): string {
        if ("missingRef" in error) return `"$ref": got "${error.missingRef}", want a model of the document`;
        const candidates = Object.entries({ "": importedModel(schema), ...this.models });
        for (const [name, candidate] of candidates) {
            if (typeof candidate !== "object" || candidate === null || metaSchema.validateSchema(candidate)) continue;
            const [violation] = metaSchema.errors ?? [];
            const at = violation?.instancePath.split("/").slice(1) ?? [];
            const model = name === "" ? "" : `model "${name}", `;
            const want = `a JSON Schema of draft 4 (it ${violation?.message})`;
            return `${model}"${at.join(".")}": got ${JSON.stringify(valueAt(candidate, at))}, want ${want}`;
        }
        return error.message;
    }

    // The model that has a pattern, and the keys that lead to it; empty if the schema of the body itself has it.
    private placeOf(pattern: string, schema: object): string {
        for (const [name, model] of Object.entries(this.models)) {
            const keys = keysTo(pattern, model);
            if (keys !== undefined) return `model "${name}", ${keys}`;
        }
        return keysTo(pattern, importedModel(schema)) ?? "";
    }
}

function keysTo(pattern: string, value: unknown): string | undefined {
    if (typeof value !== "object" || value === null) return undefined;
    for (const [key, child] of Object.entries(value)) {
        if (child === pattern || key === pattern) return "";
        const found = keysTo(pattern, child);
        if (found !== undefined) return `"${key}", ${found}`;
    }
    return undefined;
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
    return keys.reduce<unknown>(
        (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
        value,
    );
}
