import { delimiter, dirname, join } from "node:path";

/** Folders, addresses and variables of an offline run. */
export interface OfflineVariablesArgs {
    /** A temporary folder for the engine's home and its state. */
    readonly folder: string;
    /** Path of the CLI; its folder comes first on PATH. */
    readonly cliPath: string;
    /** Folder of the AWS CLI's stub, before all others on PATH. */
    readonly toolsFolder: string;
    /** Which providers run where (see `Cloud.debugProviders`). */
    readonly debugProviders: string;
    /** Port of a language host for Node programs, where the CLI has none. */
    readonly languageHostPort?: number;
    /** Variables of the program; a value that the run would inherit wins. */
    readonly program?: Readonly<Record<string, string>>;
    /** The environment that the run would inherit. */
    readonly inherited: Readonly<Record<string, string | undefined>>;
}

// Variables that could point the engine at a real backend, account, cluster or plugin.
const clientVariables = /^(AWS|EKS|KUBE|PULUMI)_|^KUBECONFIG$/;

/** The engine's home inside the folder of an offline run. */
export function engineHome(folder: string): string {
    return join(folder, "home");
}

/** The file backend's folder inside the folder of an offline run. */
export function stateFolder(folder: string): string {
    return join(folder, "state");
}

/**
 * The variables that make the engine run without any account: state and home in a temporary folder, simulated
 * providers, credentials that are not valid on AWS, no look-ups of updates or plugins. Variables that the run would inherit and
 * must not are set to an empty string.
 */
export function offlineVariables(args: OfflineVariablesArgs): Record<string, string> {
    const nowhere = join(args.folder, "nowhere");
    const emptied = Object.keys(args.inherited).filter((name) => clientVariables.test(name));
    return {
        ...Object.fromEntries(emptied.map((name) => [name, ""])),
        ...Object.fromEntries(
            Object.entries(args.program ?? {}).map(([name, value]) => [name, args.inherited[name] ?? value]),
        ),
        // An engine lives for seconds and needs little memory: to collect it less often saves a tenth of its time.
        GOGC: args.inherited.GOGC ?? "400",
        PATH: [args.toolsFolder, dirname(args.cliPath), args.inherited.PATH].filter(Boolean).join(delimiter),
        PULUMI_HOME: engineHome(args.folder),
        PULUMI_BACKEND_URL: `file://${stateFolder(args.folder)}`,
        PULUMI_CONFIG_PASSPHRASE: "offline",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DEBUG_PROVIDERS: args.debugProviders,
        ...(args.languageHostPort === undefined ? {} : { PULUMI_DEBUG_LANGUAGES: `nodejs:${args.languageHostPort}` }),
        AWS_ACCESS_KEY_ID: "offline",
        AWS_SECRET_ACCESS_KEY: "offline",
        AWS_CONFIG_FILE: nowhere,
        AWS_SHARED_CREDENTIALS_FILE: nowhere,
        AWS_EC2_METADATA_DISABLED: "true",
        KUBECONFIG: nowhere,
    };
}
