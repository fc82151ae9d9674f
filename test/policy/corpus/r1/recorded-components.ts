import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";

interface Row {
    readonly type: string;
    readonly name: string;
    readonly inputs: { readonly [key: string]: Json };
}

/** The default of `eks.Cluster`. */
export const violations: readonly ViolationCase[] = [
    {
        reason: "the endpoint of eks.Cluster is public by default",
        policy: "r1-private-aws",
        at: "main-eksCluster",
        resources: recorded("eks-default"),
    },
];

/** `awsx.ec2.Vpc` and `eks.Cluster` as their own implementations register their children. */
export const clean: readonly CleanCase[] = [
    "awsx-vpc-dev-auto",
    "awsx-vpc-prod",
    "eks-auto",
    "eks-auto-entry",
    "eks-auto-skip",
    "eks-auto.preview",
    "eks-managed",
].map((recording) => ({ reason: `the recording ${recording}`, resources: recorded(recording) }));

// A value that is another resource's id in the recording comes from that resource here.
function recorded(recording: string): Declared[] {
    const file = join(__dirname, "../../../recordings", `${recording}.recording.json`);
    const rows: Row[] = JSON.parse(readFileSync(file, "utf8"), (_key, value) =>
        value === "<unknown>" ? unknown : value,
    );
    if (rows.length <= 10) throw new Error(`${file} has only ${rows.length} resources.`);
    // An id that another resource refers to was known when the recording was made.
    const referenced = new Set(rows.flatMap(({ inputs }) => idsIn(inputs)));
    return rows.map(({ type, name, inputs }) => {
        const from = Object.entries(inputs).flatMap(([property, value]) => {
            const sources = idsIn(value).flatMap((id) =>
                rows.filter((row) => `${row.name}_id` === id && row.type !== type),
            );
            return sources.length === 0 ? [] : [[property, sources.map((row) => `${row.type} ${row.name}`)] as const];
        });
        return {
            type,
            name,
            props: inputs,
            from: Object.fromEntries(from),
            ...(referenced.has(`${name}_id`) && { outputs: { id: `${name}_id` } }),
        };
    });
}

function idsIn(value: Json): string[] {
    if (typeof value === "string") return value.endsWith("_id") ? [value] : [];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsIn) : [];
}
