// Agents whose one purpose is to publish what they reach through somebody else's host.
const agent =
    /^(cloudflared|ngrok|inlets|frpc|localtunnel|localtonet|zrok|bore|rathole|pagekite|pinggy|playit|chisel|holesail|telebit)([-_].*)?$/;

/** Name of the tunnel's agent that an image runs, by the last part of its repository; undefined for every other image. */
export function tunnelAgent(image: string): string | undefined {
    // registry:5000/owner/name:tag@sha256:…
    const name = image.replace(/@.*/, "").replace(/.*\//, "").replace(/:.*/, "");
    return agent.exec(name.toLowerCase())?.[1];
}
