// Differential-testing oracle: renders JSON-lines cases with the real Apache FreeMarker (JVM).
// Input line : {"id":"...","template":"...","model":{...},
//               optional "templates":{"name":"text",...}, optional "name":"main.ftl",
//               optional "settings":{"setting_name":"value",...}}
// Output line: {"id":"...","output":"..."}  or  {"id":"...","error":{class,kind,message,line,column}}
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import freemarker.cache.StringTemplateLoader;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

public class Oracle {
    static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // 1.10 -> BigDecimal; ints -> Integer/Long/BigInteger
            .configure(JsonGenerator.Feature.ESCAPE_NON_ASCII, true) // keeps lone surrogates representable
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    static final long TIME_LIMIT_MS = Long.getLong("oracle.timeLimitMs", 10_000L);
    static final int MAX_OUTPUT = Integer.getInteger("oracle.maxOutput", 4_000_000);

    /** Writer that refuses to grow without bound (guards against runaway templates). */
    static final class BoundedWriter extends StringWriter {
        private void check(int add) {
            if (getBuffer().length() + add > MAX_OUTPUT) throw new OutputLimit();
        }
        @Override public void write(int c) { check(1); super.write(c); }
        @Override public void write(char[] b, int off, int len) { check(len); super.write(b, off, len); }
        @Override public void write(String s) { check(s.length()); super.write(s); }
        @Override public void write(String s, int off, int len) { check(len); super.write(s, off, len); }
    }
    static final class OutputLimit extends Error { }

    static Configuration newConfiguration(Map<String, String> settings) throws TemplateException {
        Configuration cfg = new Configuration(Configuration.VERSION_2_3_31);
        cfg.setDefaultEncoding("UTF-8");
        cfg.setLocale(Locale.US);
        cfg.setTimeZone(TimeZone.getTimeZone("UTC"));
        cfg.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        cfg.setLogTemplateExceptions(false);
        cfg.setWrapUncheckedExceptions(true);
        cfg.setAPIBuiltinEnabled(false);
        cfg.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        if (settings != null) {
            for (Map.Entry<String, String> e : settings.entrySet()) cfg.setSetting(e.getKey(), e.getValue());
        }
        return cfg;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> run(Map<String, Object> c) {
        Map<String, Object> res = new LinkedHashMap<>();
        res.put("id", c.get("id"));
        String name = (String) c.getOrDefault("name", "main.ftl");
        try {
            Configuration cfg = newConfiguration((Map<String, String>) c.get("settings"));
            StringTemplateLoader loader = new StringTemplateLoader();
            Map<String, String> extra = (Map<String, String>) c.get("templates");
            if (extra != null) for (Map.Entry<String, String> e : extra.entrySet()) loader.putTemplate(e.getKey(), e.getValue());
            loader.putTemplate(name, (String) c.get("template"));
            cfg.setTemplateLoader(loader);
            Template t = cfg.getTemplate(name);
            BoundedWriter out = new BoundedWriter();
            Object model = c.get("model");
            t.process(model != null ? model : new LinkedHashMap<String, Object>(), out);
            res.put("output", out.toString());
        } catch (Throwable e) {
            res.put("error", describe(e, name));
        }
        return res;
    }

    static Map<String, Object> describe(Throwable e, String mainName) {
        Map<String, Object> err = new LinkedHashMap<>();
        String kind = "other";
        Integer line = null, column = null;
        String where = null;
        String message = e.getMessage();
        if (e instanceof ParseException) {
            ParseException p = (ParseException) e;
            kind = "syntax";
            line = p.getLineNumber();
            column = p.getColumnNumber();
            message = p.getEditorMessage();
            where = p.getTemplateName();
        } else if (e instanceof TemplateException) {
            TemplateException te = (TemplateException) e;
            if (e instanceof InvalidReferenceException) kind = "missing";
            line = te.getLineNumber();
            column = te.getColumnNumber();
            message = te.getMessageWithoutStackTop();
            where = te.getTemplateSourceName();
        } else if (e instanceof OutputLimit) {
            message = "output limit";
        } else if (e instanceof ThreadDeath) {
            message = "time limit";
        }
        err.put("class", simpleName(e.getClass()));
        err.put("kind", kind);
        err.put("message", firstLine(message));
        if (Boolean.getBoolean("oracle.fullMessage")) err.put("fullMessage", message); // whole text, without FTL stack trace
        if (line != null && line > 0) err.put("line", line);
        if (column != null && column > 0) err.put("column", column);
        if (where != null && !where.equals(mainName)) err.put("template", where); // error is in another (included/interpreted) template
        if (e.getCause() != null && e.getCause() != e) err.put("cause", simpleName(e.getCause().getClass()));
        return err;
    }

    static String simpleName(Class<?> c) {
        // Report the nearest class that is not one of FreeMarker's private "_..." subclasses.
        while (c.getSimpleName().startsWith("_") || c.getSimpleName().isEmpty()) c = c.getSuperclass();
        return c.getSimpleName();
    }

    static String firstLine(String s) {
        if (s == null) return null;
        int i = s.indexOf('\n');
        String r = i < 0 ? s : s.substring(0, i);
        return r.endsWith("\r") ? r.substring(0, r.length() - 1) : r;
    }

    @SuppressWarnings({"unchecked", "deprecation", "removal"})
    public static void main(String[] args) throws Exception {
        if (args.length != 2) { System.err.println("usage: Oracle cases.jsonl results.jsonl"); System.exit(2); }
        // A class that is stopped while it is initialized never works again: what each template needs is initialized before anything has a time limit.
        run(JSON.readValue("{\"id\":\"\",\"template\":\"<#list 1..2 as i>${i}${'a'?upper_case}</#list>\",\"model\":{},\"name\":\"main.ftl\"}", LinkedHashMap.class));
        ArrayBlockingQueue<Map<String, Object>> in = new ArrayBlockingQueue<>(1);
        ArrayBlockingQueue<Map<String, Object>> outq = new ArrayBlockingQueue<>(1);
        Thread worker = newWorker(in, outq);
        long n = 0, ok = 0, t0 = System.nanoTime();
        try (BufferedReader r = Files.newBufferedReader(Paths.get(args[0]), StandardCharsets.UTF_8);
             BufferedWriter w = Files.newBufferedWriter(Paths.get(args[1]), StandardCharsets.UTF_8)) {
            for (String l; (l = r.readLine()) != null; ) {
                if (l.trim().isEmpty()) continue;
                Map<String, Object> c = JSON.readValue(l, LinkedHashMap.class);
                in.put(c);
                Map<String, Object> res = outq.poll(TIME_LIMIT_MS, TimeUnit.MILLISECONDS);
                if (res == null) {
                    worker.stop();
                    res = new LinkedHashMap<>();
                    res.put("id", c.get("id"));
                    Map<String, Object> err = new LinkedHashMap<>();
                    err.put("class", "Timeout"); err.put("kind", "other"); err.put("message", "time limit");
                    res.put("error", err);
                    in = new ArrayBlockingQueue<>(1);
                    outq = new ArrayBlockingQueue<>(1);
                    worker = newWorker(in, outq);
                }
                w.write(JSON.writeValueAsString(res));
                w.write('\n');
                w.flush(); // the files may be pipes, with someone waiting at the other end
                n++;
                if (res.containsKey("output")) ok++;
            }
        }
        System.err.printf("%d cases, %d outputs, %d errors, %.1f s%n", n, ok, n - ok, (System.nanoTime() - t0) / 1e9);
        System.exit(0);
    }

    static Thread newWorker(ArrayBlockingQueue<Map<String, Object>> in, ArrayBlockingQueue<Map<String, Object>> out) {
        Thread t = new Thread(null, () -> {
            try { while (true) out.put(run(in.take())); } catch (InterruptedException ignored) { }
        }, "render", 16L << 20); // 16 MiB stack, so that moderately deep recursion works
        t.setDaemon(true);
        t.start();
        return t;
    }
}
