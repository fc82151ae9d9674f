/** A message on the WebSocket about a photo. */
export interface Announcement {
    /** The same for each copy of one announcement. */
    readonly id: string;
    readonly type: string;
    readonly photoId: string;
    /** The run of filters that has ended. */
    readonly runId?: string;
    /** Why a photo or a run has failed. */
    readonly reason?: string;
}

/** The user of a channel. */
export interface ChannelListener {
    /** Receives each announcement once. */
    readonly onAnnouncement: (announcement: Announcement) => void;
    /** Receives whether messages arrive. Changes before an opening have to be loaded. */
    readonly onChange: (isOpen: boolean) => void;
}

const longestWait = 30_000;
const rememberedIds = 1000;

/** A WebSocket that connects again after an interruption, and that drops what it has received before. */
export class Channel {
    private socket: WebSocket | undefined;
    private failures = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private isClosed = false;
    private readonly known = new Set<string>();

    /**
     * @param findUrl asks the API for the address.
     * @param key API key. As a browser can set no header, it is one of the offered subprotocols, which appear in no address and no log.
     */
    constructor(
        private readonly findUrl: () => Promise<string>,
        private readonly key: string,
        private readonly listener: ChannelListener,
    ) {
        void this.connect();
    }

    /** Ends the connection, and opens no other one. */
    close(): void {
        this.isClosed = true;
        clearTimeout(this.timer);
        this.socket?.close();
    }

    private async connect(): Promise<void> {
        try {
            const url = await this.findUrl();
            if (this.isClosed) return;
            const socket = new WebSocket(url, ["gatehouse", `key.${base64Url(this.key)}`]);
            this.socket = socket;
            socket.addEventListener("open", () => {
                this.failures = 0;
                this.listener.onChange(true);
            });
            socket.addEventListener("message", ({ data }) => this.take(String(data)));
            socket.addEventListener("close", () => this.connectLater());
        } catch {
            // The API could not be reached: as after any other interruption.
            this.connectLater();
        }
    }

    private connectLater(): void {
        if (this.isClosed) return;
        this.listener.onChange(false);
        const wait = Math.min(1000 * 2 ** this.failures++, longestWait);
        // Not all pages at the same time after an interruption of the service.
        this.timer = setTimeout(() => void this.connect(), wait * (0.5 + Math.random() / 2));
    }

    private take(text: string): void {
        const announcement = parse(text);
        if (announcement === undefined || this.known.has(announcement.id)) return;
        this.known.add(announcement.id);
        if (this.known.size > rememberedIds)
            for (const oldest of [...this.known].slice(0, 1)) this.known.delete(oldest);
        this.listener.onAnnouncement(announcement);
    }
}

function parse(text: string): Announcement | undefined {
    try {
        const value = JSON.parse(text) as Partial<Announcement> | null;
        const isComplete = [value?.id, value?.type, value?.photoId].every((part) => typeof part === "string");
        return isComplete ? (value as Announcement) : undefined;
    } catch {
        // A response of a route, or of the gateway.
        return undefined;
    }
}

function base64Url(text: string): string {
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
