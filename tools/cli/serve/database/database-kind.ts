import type { DatabaseEngine } from "../../../../stacks/settings/database/engines";

/** The database of an API, with the names that it has on AWS. */
export interface DatabaseDefinition {
    readonly engine: DatabaseEngine;
    /** Name of the database. */
    readonly name: string;
    /** User of the API. */
    readonly user: string;
}

/** Arguments of the commands that set a server up and start it. */
export interface ServerArgs {
    readonly name: string;
    readonly user: string;
    /** Valid in SQL strings without escapes. */
    readonly password: string;
    /** Folder for data and sockets; empty at first. */
    readonly folder: string;
    /** Free port of 127.0.0.1. */
    readonly port: number;
}

/** A command with its program by name. */
export interface ServerCommand {
    readonly program: string;
    readonly args: readonly string[];
    /** Standard input. Default: empty. */
    readonly input?: string;
}

/** How the server of an engine is installed, set up, started and stopped. */
export interface DatabaseKind {
    readonly product: string;
    /** How to install it, for a message. */
    readonly installation: string;
    /** Names of the programs. */
    readonly programs: readonly string[];
    /** Folders that may hold them besides those of the PATH. */
    folders(): string[];
    /** Whether it runs as root; otherwise root starts it as another user. */
    readonly runsAsRoot: boolean;
    /** Files below the folder, by name, that are written before the set-up commands, or after them. */
    files(args: ServerArgs): Readonly<Record<"before" | "after", Readonly<Record<string, string>>>>;
    /** Commands that create the data, the database and its user. */
    setUp(args: ServerArgs): readonly ServerCommand[];
    start(args: ServerArgs): ServerCommand;
    /** A line of its log when it takes connections. */
    readonly readyLine: RegExp;
    /** Signal at which it ends at once, with its data written. */
    readonly stopSignal: NodeJS.Signals;
}
