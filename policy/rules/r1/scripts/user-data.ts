import { gunzipSync } from "node:zlib";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { type Path, pathText, readString } from "../../../reading/value";
import { tunnelIn } from "./tunnel-command";

const keys = ["userData", "userDataBase64"];

/**
 * Reports an instance whose user data runs a tunnel. Most user data is unknown at preview, and passes. Both properties
 * may be base64 (registry.terraform.io/providers/hashicorp/aws, instance) and compressed, as cloud-init accepts it.
 */
export function checkUserData(machine: Resource, ...at: Path): Finding[] {
    return keys.flatMap((key) => {
        const script = readString(machine.props, ...at, key);
        if (script.state !== "known") return [];
        const { path, value } = script;
        const unpacked = decoded(value);
        if (unpacked === undefined)
            return [
                unknownValueFinding(machine, {
                    state: "invalid",
                    path,
                    actual: "a string that cannot be decompressed",
                }),
            ];
        const tunnel = tunnelIn(value) ?? tunnelIn(unpacked);
        return tunnel === undefined ? [] : [published(machine, pathText(path), tunnel)];
    });
}

const published = (machine: Resource, at: string, tunnel: string): Finding =>
    finding(machine, {
        actual: `${at} runs "${tunnel}", a tunnel that bypasses the API gateway`,
        expected: "the API gateway as the only public entry point",
        change: `remove "${tunnel}" from ${at}`,
    });

const gzip = Buffer.from([0x1f, 0x8b]);

// EC2 accepts 16 KB of compressed data; no script needs more than this.
const maxScript = 64 * 1024;

function decoded(text: string): string | undefined {
    const bytes = Buffer.from(text, "base64");
    if (!bytes.subarray(0, gzip.length).equals(gzip)) return bytes.toString();
    try {
        return gunzipSync(bytes, { maxOutputLength: maxScript }).toString();
    } catch {
        // Corrupt or too large: the caller reports it.
        return undefined;
    }
}
