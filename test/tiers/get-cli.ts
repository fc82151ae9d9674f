import { findCli } from "../../tools/cloud-simulator/engine/find-cli";

/** Installs the Pulumi CLI once, before several processes look for it at the same time. */
export async function mochaGlobalSetup(): Promise<void> {
    await findCli({ onProgress: (line) => process.stderr.write(`${line}\n`) });
}
