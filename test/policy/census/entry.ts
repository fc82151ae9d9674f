/** Modules of a provider in which no type can expose a backend. */
export interface HarmlessModules {
    readonly because: string;
    /** Names, separated by spaces. */
    readonly modules: string;
}

/** Types of one module that need no rule. */
export interface HarmlessTypes {
    readonly module: string;
    readonly because: string;
    /** Names, separated by spaces: the last part of a type token, or a Kubernetes kind. */
    readonly types: string;
}

/** Modules and types that were reviewed and need no rule. */
export interface Census {
    readonly modules: readonly HarmlessModules[];
    readonly types: readonly HarmlessTypes[];
}

/** Splits names at white space. */
export const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
