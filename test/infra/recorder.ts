import * as pulumi from "@pulumi/pulumi";
import { invokes, outputs } from "./mock-results";

/** A resource that a component registered. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** Outputs that a component registered; absent for other resources. */
    outputs?: Readonly<Record<string, unknown>>;
    /** The resources that it depends on, as "type name"; absent for a resource without dependencies. */
    dependencies?: readonly string[];
    /** Outputs that become secrets although the provider does not mark them; absent if there are no such outputs. */
    secretOutputs?: readonly string[];
    /** Properties whose changes the engine ignores; absent without any. */
    ignoredChanges?: readonly string[];
}

/** ARNs of secrets that exist in Secrets Manager under mocks, by their form. */
export const mockSecrets = {
    text: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:text-AbCdEf",
    json: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:json-AbCdEf",
    binary: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:binary-AbCdEf",
} as const;

const secretStrings: Readonly<Record<string, string>> = {
    [mockSecrets.text]: "hunter2",
    [mockSecrets.json]: JSON.stringify({ password: "swordfish", port: 5432 }),
    [mockSecrets.binary]: "",
};

/**
 * Runs `build` under Pulumi's mocks and lists the resources that it registers, in that order.
 * @throws the error of `build`.
 */
export async function record(build: () => unknown): Promise<Registered[]> {
    const registered: Registered[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                registered.push({ type, name, inputs });
                const dnsName = `${name}.elb.eu-central-1.amazonaws.com`;
                return { id: `${name}_id`, state: { arn: `arn:${name}`, name, dnsName, ...inputs, ...outputs[type] } };
            },
            call: ({ token, inputs }) => {
                const secretString = secretStrings[inputs.secretId];
                const result = secretString === undefined ? invokes[token] : { ...inputs, secretString };
                if (!result) throw new Error(`no result for ${token}`);
                return result;
            },
        },
        "gatehouse",
        "test",
        false,
    );
    completeMonitor(registered);
    // An error would also be an unhandled rejection of the stack's outputs.
    let built: Promise<unknown> = Promise.resolve();
    await pulumi.runtime.runInPulumiStack(() => {
        built = Promise.resolve().then(build);
        return built.catch(() => {});
    });
    await pulumi.runtime.disconnect();
    await built;
    return registered;
}

/**
 * The value of an output under Pulumi's mocks, and whether it is a secret.
 * @throws the error of a function that was applied to it.
 */
export async function valueUnderMocks<Value>(build: () => pulumi.Output<Value>): Promise<[Value, isSecret: boolean]> {
    let found: [Value, boolean] | undefined;
    let failure: unknown;
    await record(async () => {
        const output = build();
        try {
            const isSecret = await pulumi.isSecret(output);
            found = [await new Promise<Value>((known) => output.apply((value) => known(value as Value))), isSecret];
        } catch (error) {
            failure = error;
        }
    });
    if (found === undefined) throw failure;
    return found;
}

type Done = (error: null, response: object) => void;
type ResourceRequest = Record<"getType" | "getName", () => string> &
    Record<"getAdditionalsecretoutputsList" | "getDependenciesList" | "getIgnorechangesList", () => string[]>;
type RegisterResource = (request: ResourceRequest, done: (...result: unknown[]) => void) => unknown;
type OutputsRequest = { getUrn(): string; getOutputs(): { toJavaScript(): Record<string, unknown> } };

// The mocks claim to support resource hooks but have no method to register one, so the SDK would wait forever
// (@pulumi/pulumi 3.248, runtime/mocks.js). No hook runs here, because nothing is created.
function completeMonitor(registered: readonly Registered[]): void {
    const monitor: object = pulumi.runtime.getMonitor() ?? {};
    const find = (type: string, name: string) => registered.find((each) => each.type === type && each.name === name);
    const register: RegisterResource = Reflect.get(monitor, "registerResource");
    Object.assign(monitor, {
        registerResource: (request: ResourceRequest, done: Done) =>
            register.call(monitor, request, (...result) => {
                const secrets = request.getAdditionalsecretoutputsList();
                const resource = find(request.getType(), request.getName());
                if (resource && secrets.length > 0) resource.secretOutputs = secrets;
                const ignored = request.getIgnorechangesList();
                if (resource && ignored.length > 0) resource.ignoredChanges = ignored;
                const dependencies = request.getDependenciesList().map((urn) => typeAndName(urn).join(" "));
                if (resource && dependencies.length > 0) resource.dependencies = dependencies;
                (done as (...result: unknown[]) => void)(...result);
            }),
        registerResourceHook: (_: unknown, done: Done) => done(null, {}),
        registerResourceOutputs: (request: OutputsRequest, done: Done) => {
            const resource = find(...typeAndName(request.getUrn()));
            if (resource) resource.outputs = request.getOutputs().toJavaScript();
            done(null, {});
        },
    });
}

// urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>
function typeAndName(urn: string): [type: string, name: string] {
    const [types = "", name = ""] = urn.split("::").slice(2);
    return [types.slice(types.lastIndexOf("$") + 1), name];
}

/** The inputs of the only resource of a type, or of the only one with that name too. */
export function inputsOf(registered: readonly Registered[], type: string, name?: string): Registered["inputs"] {
    return only(registered, type, name).inputs;
}

/** The outputs that the only component of a type registered, or the only one with that name too. */
export function outputsOf(registered: readonly Registered[], type: string, name?: string): Registered["outputs"] {
    return only(registered, type, name).outputs;
}

function only(registered: readonly Registered[], type: string, name?: string): Registered {
    const found = registered.filter(
        (resource) => resource.type === type && (name === undefined || resource.name === name),
    );
    const [first] = found;
    if (!first || found.length > 1) throw new Error(`${found.length} resources of type ${type}`);
    return first;
}

/** The registered resources as "type name", without the stack and our components. */
export function listed(registered: readonly Registered[]): string[] {
    return registered
        .filter(({ type }) => !/^(pulumi|gatehouse):/.test(type))
        .map(({ type, name }) => `${type} ${name}`);
}
