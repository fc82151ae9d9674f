import { serveCommand } from "../serve/serve-command";
import { runCommand } from "../terminal/run-command";

runCommand((argv, signal) => serveCommand(argv, signal));
