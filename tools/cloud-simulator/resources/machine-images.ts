import type { Cloud, MachineArchitecture } from "../state/cloud";

/** Value of a public parameter that names the newest image of Amazon Linux 2023; undefined for any other parameter. */
export function imageParameter(name: string, { machineImages }: Cloud): string | undefined {
    const form = /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-kernel-default-(arm64|x86_64)$/;
    const architecture = form.exec(name)?.[1] as MachineArchitecture | undefined;
    return architecture && machineImages[architecture];
}

/** The architecture of the newest images; undefined for any other image, of which nothing is known. */
export function architectureOfMachineImage(id: string, { machineImages }: Cloud): MachineArchitecture | undefined {
    return (["arm64", "x86_64"] as const).find((architecture) => machineImages[architecture] === id);
}
