/** Whole modules of a provider of which nothing can open a way to a backend. */
export interface HarmlessModules {
    readonly because: string;
    /** Names with spaces between them. */
    readonly modules: string;
}

/** Types of one module that need no rule of their own. */
export interface HarmlessTypes {
    readonly module: string;
    readonly because: string;
    /** Names with spaces between them: the last part of a type token, or a kind of Kubernetes. */
    readonly types: string;
}

/** What somebody looked at and found to need no rule. */
export interface Census {
    readonly modules: readonly HarmlessModules[];
    readonly types: readonly HarmlessTypes[];
}

/** Splits names at spaces and ends of lines. */
export const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
