/*
 * Calls wasmtime's functions, and those of the C library, for the class JniCalls, and lets them call
 * back.
 */
#include <dlfcn.h>
#include <jni.h>
#include <stdint.h>

#define METHOD(type, name) \
  JNIEXPORT type JNICALL Java_network_golem_runtime_examples_wasi_wasmtime_JniCalls_##name

typedef int64_t (*function)(jlong, jlong, jlong, jlong, jlong, jlong, jlong, jlong, jlong);

static JavaVM *vm;
static jclass calls;
static jmethodID called;
static function trap_new;

/* Host functions are called with their places, the end of an epoch is told with an address. */
static const int64_t most_host_functions = 4096;

METHOD(jlong, open)(JNIEnv *env, jclass class, jbyteArray file) {
  jbyte *bytes = (*env)->GetByteArrayElements(env, file, NULL);
  if (bytes == NULL) {
    return 0; /* an OutOfMemoryError is pending */
  }
  void *library = dlopen((const char *)bytes, RTLD_LAZY | RTLD_LOCAL);
  const char *why = library == NULL ? dlerror() : NULL; /* before the JVM makes calls of its own */
  (*env)->ReleaseByteArrayElements(env, file, bytes, JNI_ABORT);
  if (library == NULL) {
    jclass failure = (*env)->FindClass(env, "java/lang/IllegalArgumentException");
    if (failure != NULL) {
      (*env)->ThrowNew(env, failure, why);
    }
    return 0;
  }
  trap_new = (function)(intptr_t)dlsym(library, "wasmtime_trap_new");
  return (jlong)(intptr_t)library;
}

METHOD(jlong, find)(JNIEnv *env, jclass class, jlong library, jbyteArray name) {
  jbyte *bytes = (*env)->GetByteArrayElements(env, name, NULL);
  if (bytes == NULL) {
    return 0; /* an OutOfMemoryError is pending */
  }
  void *address = dlsym((void *)(intptr_t)library, (const char *)bytes);
  (*env)->ReleaseByteArrayElements(env, name, bytes, JNI_ABORT);
  return (jlong)(intptr_t)address;
}

METHOD(jlong, call)
(JNIEnv *env, jclass class, jlong address, jlong a, jlong b, jlong c, jlong d, jlong e, jlong f, jlong g, jlong h,
 jlong i) {
  return ((function)(intptr_t)address)(a, b, c, d, e, f, g, h, i);
}

METHOD(jobject, direct)(JNIEnv *env, jclass class, jlong address, jlong size) {
  return (*env)->NewDirectByteBuffer(env, (void *)(intptr_t)address, size);
}

/* Ends a guest whose host function could not be called. At the end of an epoch, 0 makes wasmtime ask again. */
static int64_t failed(int64_t which) {
  static const char message[] = "the runtime could not call Java";
  return which >= 0 && which < most_host_functions
             ? trap_new((jlong)(intptr_t)message, sizeof message - 1, 0, 0, 0, 0, 0, 0, 0)
             : 0;
}

/* What native code calls. The method throws nothing, but the JVM may lack the stack to call it. */
static int64_t callback(int64_t which, int64_t second, int64_t third, int64_t fourth) {
  JNIEnv *env;
  if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_10) != JNI_OK) {
    return failed(which);
  }
  int64_t result = (*env)->CallStaticLongMethod(env, calls, called, which, second, third, fourth);
  if ((*env)->ExceptionCheck(env)) {
    (*env)->ExceptionClear(env);
    return failed(which);
  }
  return result;
}

METHOD(jlong, address)(JNIEnv *env, jclass class) {
  called = (*env)->GetStaticMethodID(env, class, "called", "(JJJJ)J");
  calls = (*env)->NewGlobalRef(env, class);
  if (called == NULL || calls == NULL || (*env)->GetJavaVM(env, &vm) != JNI_OK) {
    return 0; /* an error is pending */
  }
  return (jlong)(intptr_t)callback;
}
