import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Declared, type Json, unknown } from "./engine";

interface Recorded {
    readonly type: string;
    readonly name: string;
    readonly inputs: { readonly [key: string]: Json };
}

/** Names of the recordings of `awsx.ec2.Vpc` and `eks.Cluster`, as their own implementations register their children. */
export const recordings = [
    "awsx-vpc-dev-auto",
    "awsx-vpc-prod",
    "eks-auto",
    "eks-auto-entry",
    "eks-auto-skip",
    "eks-auto.preview",
    "eks-default",
    "eks-managed",
] as const;

/** Reads a recording; a value that is another resource's id there comes from that resource here. */
export function recorded(recording: (typeof recordings)[number]): Declared[] {
    const file = join(__dirname, "recordings", `${recording}.recording.json`);
    const rows: Recorded[] = JSON.parse(readFileSync(file, "utf8"), (_key, value) =>
        value === "<unknown>" ? unknown : value,
    );
    // An id that another resource names was known there.
    const named = new Set(rows.flatMap(({ inputs }) => idsIn(inputs)));
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
            ...(named.has(`${name}_id`) && { outputs: { id: `${name}_id` } }),
        };
    });
}

function idsIn(value: Json): string[] {
    if (typeof value === "string") return value.endsWith("_id") ? [value] : [];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsIn) : [];
}
